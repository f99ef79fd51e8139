"""Scripts in Word files: nothing lost, nothing doubled, nothing said that was deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.course.importers.reader import read_script
from studio_tui.course.script import Script
from tests.rigs.wordfile import HEADING, cell, control, deleted, inserted, paragraph, row, run, save, table


def script_of(path: Path, *rows: str) -> Script:
    return read_script(save(path / "script.docx", table(HEADING, *rows)))


def texts(script: Script) -> list[tuple[str, str, str]]:
    return [(stage.stage, stage.text, stage.visuals) for stage in script.stages]


def kinds(script: Script) -> list[str]:
    return [warning.kind for warning in script.warnings]


def test_the_three_columns(tmp_path: Path):
    script = script_of(
        tmp_path,
        row("1", "Сәлеметсіз бе, құрметті студенттер!", "Спикер камерада"),
        row("2", cell("Бірінші абзац [слайд 1].", "Екінші абзац."), "Слайд 1"),
    )
    assert texts(script) == [
        ("1", "Сәлеметсіз бе, құрметті студенттер!", "Спикер камерада"),
        ("2", "Бірінші абзац [слайд 1].\nЕкінші абзац.", "Слайд 1"),
    ]
    assert script.language == "kk"
    assert (script.stages[1].cues, script.stages[1].words, script.spoken_words) == (("слайд 1",), 4, 8)
    assert kinds(script) == ["no_outcomes", "too_short"]


@pytest.mark.parametrize(
    "heading",
    [
        ("Этап", "Сценарий", "Визуальный ряд"),
        ("№", "Текст", "Наглядные материалы"),
        ("Stage", "Script", "Visuals"),
        ("КЕЗЕҢ", "Мәтін", "Сурет, слайд"),
        ("Кeзең", "Cцeнapий", "Көpнeкі құралдар"),  # typed with Latin look-alikes
    ],
)
def test_headings_in_each_language(tmp_path: Path, heading: tuple[str, str, str]):
    path = save(tmp_path / "a.docx", table(row(*heading), row("1", "Сөз", "Сурет")))
    assert texts(read_script(path)) == [("1", "Сөз", "Сурет")]


def test_columns_in_another_order(tmp_path: Path):
    path = save(tmp_path / "a.docx", table(row("Visuals", "Stage", "Script"), row("Slide", "1", "Hello there")))
    assert texts(read_script(path)) == [("1", "Hello there", "Slide")]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path):
    moved = '<w:moveFrom w:id="3" w:author="a">' + run("көшкен ") + "</w:moveFrom>"
    to = '<w:moveTo w:id="4" w:author="a">' + run(" көшкен") + "</w:moveTo>"
    script = script_of(
        tmp_path,
        row("1", cell(paragraph(moved, "Бұл ", deleted("ескі "), inserted("жаңа "), "сөз", to)), ""),
        row("2", "жойылған жол", "", properties='<w:del w:id="9" w:author="a"/>'),
        row("2", "қосылған жол", "", properties='<w:ins w:id="9" w:author="a"/>'),
    )
    assert texts(script) == [("1", "Бұл жаңа сөз көшкен", ""), ("2", "қосылған жол", "")]
    assert "tracked_changes" in kinds(script)


def test_a_deleted_end_of_a_paragraph_joins_two(tmp_path: Path):
    ended = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>' + run("универ") + "</w:p>"
    tabbed = '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>' + run("ситет") + "</w:p>"
    script = script_of(tmp_path, row("1", cell(ended, tabbed), ""))
    assert script.stages[0].text == "университет"


def test_content_controls_at_every_level(tmp_path: Path):
    script = script_of(
        tmp_path,
        control(row("1", cell(paragraph("Бір ", control(run("екі")), " үш")), "")),
        row("2", control(cell("Төрт")), control(cell("Сурет"))),
        row("3", cell(control(paragraph("Бес"))), ""),
    )
    assert texts(script) == [("1", "Бір екі үш", ""), ("2", "Төрт", "Сурет"), ("3", "Бес", "")]


def test_a_table_inside_a_content_control(tmp_path: Path):
    path = save(tmp_path / "a.docx", control(table(HEADING, row("1", "Сөз", ""))))
    assert texts(read_script(path)) == [("1", "Сөз", "")]


def test_nested_tables(tmp_path: Path):
    nested = table(row("бірінші ұяшық", "екінші ұяшық"), row("үшінші", "төртінші"))
    script = script_of(tmp_path, row("1", cell("Басы", nested, "Соңы"), "Кесте"))
    assert script.stages[0].text.split() == [
        "Басы",
        "бірінші",
        "ұяшық",
        "екінші",
        "ұяшық",
        "үшінші",
        "төртінші",
        "Соңы",
    ]


def test_a_script_inside_a_table_for_layout(tmp_path: Path):
    inner = table(HEADING, row("1", "Ішкі сөз", ""))
    path = save(tmp_path / "a.docx", table(row(cell(paragraph("Курс атауы: Педагогика"), inner))))
    script = read_script(path)
    assert (texts(script), script.sheet.course) == ([("1", "Ішкі сөз", "")], "Педагогика")


def test_cells_merged_over_columns_are_read_once(tmp_path: Path):
    wide = '<w:gridSpan w:val="2"/>'
    script = script_of(
        tmp_path,
        row("1", cell("Екі бағанға созылған сөз", properties=wide)),
        row(
            "2",
            cell("Ескі", properties='<w:hMerge w:val="restart"/>'),
            cell("", properties="<w:hMerge/>"),
        ),
    )
    assert texts(script) == [("1", "Екі бағанға созылған сөз", ""), ("2", "Ескі", "")]


def test_a_stage_merged_over_rows_goes_on(tmp_path: Path):
    script = script_of(
        tmp_path,
        row(cell("1", properties='<w:vMerge w:val="restart"/>'), "Бірінші бөлік.", "Сурет"),
        row(cell("жасырын", properties="<w:vMerge/>"), "Екінші бөлік.", "Слайд"),
        row("2", "Жаңа кезең.", ""),
    )
    assert texts(script) == [("1", "Бірінші бөлік.\nЕкінші бөлік.", "Сурет\nСлайд"), ("2", "Жаңа кезең.", "")]


def test_soft_breaks_and_tabs_part_words(tmp_path: Path):
    content = paragraph(
        "бір", "<w:r><w:br/></w:r>", "екі", "<w:r><w:tab/></w:r>", "үш", "<w:r><w:cr/></w:r>", "төрт"
    )
    hyphen = paragraph("оқу", "<w:r><w:noBreakHyphen/></w:r>", "әдістемелік", "<w:r><w:softHyphen/></w:r>")
    script = script_of(tmp_path, row("1", cell(content, hyphen), ""))
    assert script.stages[0].text == "бір екі үш төрт\nоқу-әдістемелік"
    assert script.words == 5


def test_words_split_over_runs_and_lone_spaces(tmp_path: Path):
    script = script_of(tmp_path, row("1", cell(paragraph("уни", "верси", "теті", " ", "бар")), ""))
    assert script.stages[0].text == "университеті бар"


def test_links_fields_and_text_boxes(tmp_path: Path):
    link = "<w:hyperlink>" + run("сілтеме") + "</w:hyperlink>"
    field = (
        '<w:r><w:instrText> PAGE </w:instrText></w:r><w:fldSimple w:instr="PAGE">' + run(" 7 ") + "</w:fldSimple>"
    )
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("қорап") + "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>" + paragraph("қорап") + "</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    script = script_of(tmp_path, row("1", cell(paragraph(link, field, box)), ""))
    assert script.stages[0].text.split() == ["сілтеме", "7", "қорап"]


def test_numbers_of_a_list_are_numbers(tmp_path: Path):
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    script = script_of(tmp_path, row(cell(numbered), "Бір", ""), row(cell(numbered), "Екі", ""))
    assert texts(script) == [("1", "Бір", ""), ("2", "Екі", "")]
    assert "missing_stage" not in kinds(script)


def test_missing_and_skipped_stages(tmp_path: Path):
    script = script_of(tmp_path, row("1.", "Бір", ""), row("", "Екі", ""), row("5)", "Бес", ""))
    assert [stage.stage for stage in script.stages] == ["1", "2", "5"]
    missing = [
        (warning.stage, warning.message.count) for warning in script.warnings if warning.kind == "missing_stage"
    ]
    assert missing == [("2", 0), ("5", 2)]


def test_a_heading_repeated_on_the_next_page_is_no_stage(tmp_path: Path):
    script = script_of(tmp_path, row("1", "Бір", ""), HEADING, row("2", "Екі", ""))
    assert [stage.stage for stage in script.stages] == ["1", "2"]


def test_a_stage_that_reads_like_a_heading_is_kept(tmp_path: Path):
    script = script_of(tmp_path, row("1", "Текст деген не?", "Слайд 1"), row("Кезең 2", "Мәтін", "Сурет"))
    assert [stage.text for stage in script.stages] == ["Текст деген не?", "Мәтін"]


def test_a_table_goes_on_in_another(tmp_path: Path):
    path = save(
        tmp_path / "a.docx",
        table(HEADING, row("1", "Бір", "")),
        paragraph(""),
        table(row("2", "Текст екі", "Слайд"), row("3", "Үш", "")),
        table(row("қосымша", "кесте", "бар")),
    )
    assert [stage.text for stage in read_script(path).stages] == ["Бір", "Текст екі", "Үш"]


def test_several_scripts_in_one_file_are_pointed_out(tmp_path: Path):
    path = save(tmp_path / "a.docx", table(HEADING, row("1", "Бір", "")), table(HEADING, row("2", "Екі", "")))
    script = read_script(path)
    assert [stage.text for stage in script.stages] == ["Бір", "Екі"]
    assert "several_tables" in kinds(script)


KAZAKH_SHEET = table(
    row("Курс атауы:", "Оқыту әдістері"),
    row("Видео тақырыбы:", "«Меңгеріп оқу» ұғымы"),
    row("Оқыту нәтижелері", cell("Оқу нәтижелері: осы видеодан кейін сіз", "негізгі ұғымды түсінесіз")),
    row(cell("Бейне нөмірі: К1 M1 С1 В 5 (Курс 1 модуль 1 сабақ 1 видео 5)")),
    row("Автор:", "А. Серікова"),
    row("ЖЖОКБҰ:", "Әл-Фараби атындағы ҚазҰУ"),
    row("Спикер:", "________"),
    row("Бейне ұзақтығы (мин.):", "8,5"),
    row("Ұсынылатын мәтін жылдамдығы", "минутына 150-180 сөз"),
    row("Көрнекі материалдар/слайдтар папкасына сілтеме:", "слайдтар қалтасы"),
    row("Бейне файл атауы:", "К1_M1_С1_В5_Меңгеріп оқу"),
)


def test_the_information_sheet(tmp_path: Path):
    script = read_script(save(tmp_path / "a.docx", KAZAKH_SHEET, table(HEADING, row("1", "Сөз", ""))))
    sheet = script.sheet
    assert sheet.course == "Оқыту әдістері"
    assert sheet.topic == "«Меңгеріп оқу» ұғымы"
    assert sheet.outcomes == "Оқу нәтижелері: осы видеодан кейін сіз\nнегізгі ұғымды түсінесіз"
    assert sheet.number == "К1 M1 С1 В 5 (Курс 1 модуль 1 сабақ 1 видео 5)"
    assert (sheet.author, sheet.university, sheet.speaker) == ("А. Серікова", "Әл-Фараби атындағы ҚазҰУ", "")
    assert sheet.duration_min == 8.5
    assert sheet.visuals == "слайдтар қалтасы"
    assert sheet.file_name == "К1_M1_С1_В5_Меңгеріп оқу"
    assert kinds(script) == ["too_short", "duration_differs"]


@pytest.mark.parametrize(
    "labels",
    [
        ("Название курса", "Тема видео", "Результаты обучения", "Номер видео", "Лектор", "Длительность, мин"),
        ("Course title", "Video topic", "Learning outcomes", "Video number", "Speaker", "Duration (min)"),
    ],
)
def test_the_sheet_in_russian_and_english(tmp_path: Path, labels: tuple[str, ...]):
    values = ("Педагогика", "Mastery", "Понимать метод", "K1M1C1B5", "Ли В.", "10")
    sheet_table = table(*(row(label, value) for label, value in zip(labels, values, strict=True)))
    sheet = read_script(save(tmp_path / "a.docx", sheet_table, table(HEADING, row("1", "Сөз", "")))).sheet
    assert (sheet.course, sheet.topic, sheet.outcomes) == values[:3]
    assert (sheet.number, sheet.speaker, sheet.duration_min) == (*values[3:5], 10.0)


def test_a_sheet_of_lines_without_a_table(tmp_path: Path):
    lines = [paragraph("Курс атауы: Педагогика"), paragraph("Бейне ұзақтығы: 8:30")]
    sheet = read_script(save(tmp_path / "a.docx", *lines, table(HEADING, row("1", "Сөз", "")))).sheet
    assert (sheet.course, sheet.duration_min) == ("Педагогика", 8.5)


def test_text_is_cleaned_at_the_border(tmp_path: Path):
    script = script_of(tmp_path, row("1", "сөз\u202e\u200b \u00adсоңы", "су\u2066рет"))
    assert texts(script) == [("1", "сөз соңы", "сурет")]


WAITING = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def test_controls_that_wait_at_every_level(tmp_path: Path):
    block = WAITING.format(paragraph("Осында", " жазыңыз") + paragraph("немесе осында"))
    script = script_of(
        tmp_path,
        row("1", cell(paragraph("Бір"), block), ""),
        row("2", WAITING.format(cell("Осында жазыңыз")), ""),
        WAITING.replace("<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>').format(row("3", "Үш", "")),
    )
    assert [stage.text for stage in script.stages] == ["Бір\n____", "____", "Үш"]
    assert [warning.stage for warning in script.warnings if warning.kind == "blank"] == ["1", "2"]


def test_a_sheet_whose_controls_wait_is_not_filled_in(tmp_path: Path):
    sheet = table(row("Спикер", cell(paragraph(WAITING.format(run("Выберите элемент."))))), row("Автор", "А. Ли"))
    script = read_script(save(tmp_path / "a.docx", sheet, table(HEADING, row("1", "Сөз", ""))))
    assert (script.sheet.speaker, script.sheet.author) == ("", "А. Ли")


def test_a_label_outside_tables_whose_value_is_below_it(tmp_path: Path):
    lines = ["Оқыту нәтижелері:", "білу", "қолдану", "", "Сценарий", "Спикер: А. Ли"]
    path = save(tmp_path / "a.docx", *map(paragraph, lines), table(HEADING, row("1", "Сөз", "")))
    sheet = read_script(path).sheet
    assert (sheet.outcomes, sheet.speaker) == ("білу\nқолдану", "А. Ли")


def test_a_script_in_a_text_box(tmp_path: Path):
    inner = table(HEADING, row("1", "Сөз", ""))
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Спикер: А. Ли')}{inner}</w:txbxContent></w:pict></w:r>"
    script = read_script(save(tmp_path / "a.docx", paragraph(box)))
    assert (texts(script), script.sheet.speaker) == ([("1", "Сөз", "")], "А. Ли")


DRAWN = '<w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>сызба</a:t></w:drawing>'


@pytest.mark.parametrize("content", [paragraph(f"<w:r>{DRAWN}</w:r>"), '<w:altChunk w:val="a"/>'])
@pytest.mark.parametrize("place", ["in the script", "outside"])
def test_text_that_is_not_in_the_document_is_pointed_out(tmp_path: Path, content: str, place: str):
    inside, outside = (content, "") if place == "in the script" else ("", content)
    path = save(tmp_path / "a.docx", outside, table(HEADING, row("1", cell("Сөз", inside or paragraph()), "")))
    script = read_script(path)
    assert texts(script) == [("1", "Сөз", "")]
    assert "not_read" in kinds(script)


def test_named_stages_count_too(tmp_path: Path):
    script = script_of(tmp_path, row("1", "Бір", ""), row("Қорытынды", "Соңы", ""), row("", "Тағы", ""))
    assert [stage.stage for stage in script.stages] == ["1", "Қорытынды", "3"]
