"""Ways to lay a script out in a Word file, and what is seen in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.rigs.wordfile import cell, control, deleted, paragraph, row, run, table
from tests.rigs.wordpackage import FROM_FIVE, NAMED_NUMBERS, PLAIN_NUMBERS
from tests.rigs.wordtraps import DECOY

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

TEXTS: dict[Language, tuple[str, ...]] = {
    "kk": (
        "Сәлеметсіздер ме, құрметті тыңдаушылар! Бүгінгі тақырыбымыз – топырақ пен су.",
        "Өзен-көлдердің деңгейі жыл сайын өзгереді, ал оның себебі әлі толық зерттелген жоқ.",
        "Ғалымдар үш үлгіні салыстырды: құм, саз және қара топырақ. Қайсысы суды ұзақ ұстайды?",
        "Үйге тапсырма: ауладағы топырақтан шағын-шағын сынама алып, дәптерге жазыңыздар.",
        "Қорытынды жасайық. Келесі сабақта «тамшылатып суару» әдісін қарастырамыз.",
    ),
    "ru": (
        "Здравствуйте, дорогие слушатели! Сегодня мы поговорим о том, как растут города.",
        "Во-первых, люди селились у воды; во-вторых, рядом проходили торговые пути.",
        "Посмотрите на карту: старый центр окружён улицами-лучами. Что это напоминает?",
        "Учёные кое-где находят следы стен, которым больше тысячи лет.",
        "Подведём итог. На следующем занятии сравним «сад» и «линию» – два плана города.",
    ),
    "en": (
        "Good morning, everyone! Today we look at how a well-known bridge was built.",
        "The river is wide here, so the engineers chose a three-span design.",
        "First they sank the piers; then, step-by-step, the deck was pushed across.",
        "Why did nobody hear the wind? Listen to this low-pitched hum and decide.",
        "That's all for today. Next time we compare “steel” and “stone” once more.",
    ),
}
VISUALS: dict[Language, str] = {"kk": "Слайд 1: сызба", "ru": "Слайд 1: схема", "en": "Slide 1: a drawing"}
HEADINGS: dict[Language, tuple[str, str, str]] = {
    "kk": ("Кезең", "Сценарий", "Көрнекі құралдар"),
    "ru": ("Этап", "Сценарий", "Визуальный ряд"),
    "en": ("Stage", "Script", "Visuals"),
}
_BY = 'w:id="51" w:author="Әсел" w:date="2025-01-01T00:00:00Z"'


@dataclass(frozen=True)
class Part:
    """A stage: its number, the blocks of its script cell, and the text that is seen in them."""

    number: str
    blocks: str
    text: str


@dataclass(frozen=True)
class Laid:
    """A document's blocks, and the stages that are seen in them."""

    body: str
    stages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """A way to lay a script out."""

    name: str
    lay: Callable[[Language, Sequence[Part]], Laid]
    kinds: tuple[str, ...] = ()
    survives_office: bool = True


def _seen(parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    return tuple((part.number, part.text) for part in parts)


def _row(language: Language, part: Part, properties: str = "") -> str:
    return row(part.number, cell(part.blocks), VISUALS[language], properties=properties)


def _rows(language: Language, parts: Sequence[Part]) -> list[str]:
    return [_row(language, part) for part in parts]


def _heading(language: Language, properties: str = "") -> str:
    return row(*HEADINGS[language], properties=properties)


def _sheet(language: Language) -> list[str]:
    labels = {
        "kk": ("Курс атауы", "Видео тақырыбы", "Оқыту нәтижелері", "Бейне нөмірі"),
        "ru": ("Название курса", "Тема видео", "Результаты обучения", "Номер видео"),
        "en": ("Course title", "Video topic", "Learning outcomes", "Video number"),
    }[language]
    values = ("К-1", "Т-1", "Н-1", "К1 M1 С1 В5")
    return [row(label, value) for label, value in zip(labels, values, strict=True)]


def _plain(language: Language, parts: Sequence[Part]) -> Laid:
    script = table(_heading(language), *_rows(language, parts))
    return Laid(table(*_sheet(language)) + paragraph() + script, _seen(parts))


def _swapped(language: Language, parts: Sequence[Part]) -> Laid:
    stage, script, visuals = HEADINGS[language]
    rows = [row(VISUALS[language], cell(part.blocks), part.number) for part in parts]
    return Laid(table(row(visuals, script, stage), *rows), _seen(parts))


def _timed(language: Language, parts: Sequence[Part]) -> Laid:
    stage, script, visuals = HEADINGS[language]
    time = {"kk": "Уақыты", "ru": "Время", "en": "Time"}[language]
    rows = [row(part.number, cell(part.blocks), f"0:30 {DECOY}", VISUALS[language]) for part in parts]
    return Laid(table(row(stage, script, time, visuals), *rows), _seen(parts))


def _decorated(language: Language, parts: Sequence[Part]) -> Laid:
    stage, script, visuals = HEADINGS[language]
    heading = row(f"*{stage.upper()}*:", f"«{script}» *", f"3. {visuals.lower()}:")
    return Laid(table(heading, *_rows(language, parts)), _seen(parts))


def _over_rows(language: Language, parts: Sequence[Part]) -> Laid:
    rows, seen = [], []
    for part in parts:
        more = TEXTS[language][-1]
        rows.append(row(cell(part.number, properties='<w:vMerge w:val="restart"/>'), cell(part.blocks), ""))
        rows.append(row(cell(properties="<w:vMerge/>"), more, VISUALS[language]))
        seen.append((part.number, f"{part.text} {more}"))
    return Laid(table(_heading(language), *rows), tuple(seen))


def _merged_with_rest(language: Language, parts: Sequence[Part]) -> Laid:
    """Cells merged over rows that still have the text in them which they had before."""
    rows = []
    for part in parts:
        begin, rest = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
        rows.append(row(part.number, cell(part.blocks, properties=begin), VISUALS[language]))
        rows.append(row(cell(DECOY, properties=rest), cell(DECOY, properties=rest), VISUALS[language]))
    return Laid(table(_heading(language), *rows), _seen(parts))


def _wide(language: Language, parts: Sequence[Part]) -> Laid:
    rows = [row(part.number, cell(part.blocks, properties='<w:gridSpan w:val="2"/>')) for part in parts]
    return Laid(_grid(3, _heading(language), *rows), _seen(parts))


def _wide_and_swapped(language: Language, parts: Sequence[Part]) -> Laid:
    stage, script, visuals = HEADINGS[language]
    heading = row(cell(visuals, properties='<w:gridSpan w:val="2"/>'), script, stage)
    rows = [row(cell(part.blocks, properties='<w:gridSpan w:val="3"/>'), part.number) for part in parts]
    return Laid(_grid(4, heading, *rows), _seen(parts))


def _old_merge(rest: str) -> Callable[[Language, Sequence[Part]], Laid]:
    def lay(language: Language, parts: Sequence[Part]) -> Laid:
        begin, end = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
        rows = [row(part.number, cell(part.blocks, properties=begin), cell(rest, properties=end)) for part in parts]
        return Laid(table(_heading(language), *rows), _seen(parts))

    return lay


def _indented(language: Language, parts: Sequence[Part]) -> Laid:
    """The second half of every stage in a row that lacks its first cell, as where a page ended."""
    more = TEXTS[language][-2]
    rows = []
    for part in parts:
        rows.append(_row(language, part))
        if part is not parts[-1]:
            rows.append(row(more, "", properties='<w:gridBefore w:val="1"/>'))
    return Laid(
        _grid(3, _heading(language), *rows),
        tuple((p.number, p.text if p is parts[-1] else f"{p.text} {more}") for p in parts),
    )


def _continued(language: Language, parts: Sequence[Part]) -> Laid:
    first, *others = _rows(language, parts)
    further = [paragraph() + table(other) for other in others]
    return Laid(table(_heading(language), first) + "".join(further), _seen(parts))


def _several(language: Language, parts: Sequence[Part]) -> Laid:
    tables = [table(_heading(language), each) for each in _rows(language, parts)]
    return Laid(paragraph().join(tables), _seen(parts))


def _repeated(language: Language, parts: Sequence[Part]) -> Laid:
    heading = _heading(language, "<w:tblHeader/>")
    rows = [each for part in _rows(language, parts) for each in (heading, part)]
    return Laid(table(*rows), _seen(parts))


def _two_rows_of_heading(language: Language, parts: Sequence[Part]) -> Laid:
    stage, script, visuals = HEADINGS[language]
    begin, rest = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    first = row(cell(stage, properties=begin), script, cell(visuals, properties=begin))
    second = row(cell(properties=rest), f"({DECOY})", cell(properties=rest))
    return Laid(table(first, second, *_rows(language, parts)), _seen(parts))


def _column_numbers(language: Language, parts: Sequence[Part]) -> Laid:
    return Laid(table(_heading(language), row("1", "2", "3"), *_rows(language, parts)), _seen(parts))


def _row_controls(language: Language, parts: Sequence[Part]) -> Laid:
    rows = [control(control(each)) for each in _rows(language, parts)]
    return Laid(table(_heading(language), *rows), _seen(parts))


def _cell_controls(language: Language, parts: Sequence[Part]) -> Laid:
    rows = [
        row(control(cell(part.number)), control(cell(part.blocks)), control(cell(VISUALS[language])))
        for part in parts
    ]
    return Laid(table(_heading(language), *rows), _seen(parts))


def _table_control(language: Language, parts: Sequence[Part]) -> Laid:
    return Laid(control(paragraph() + control(table(_heading(language), *_rows(language, parts)))), _seen(parts))


def _deleted_rows(language: Language, parts: Sequence[Part]) -> Laid:
    lost = cell(paragraph(deleted(DECOY)))
    gone = row(cell(paragraph(deleted("9"))), lost, lost, properties=f"<w:del {_BY}/>")
    rows = [each for part in _rows(language, parts) for each in (gone, part)]
    return Laid(table(_heading(language), *rows, gone), _seen(parts))


def _inserted_rows(language: Language, parts: Sequence[Part]) -> Laid:
    rows = [_row(language, part, f"<w:ins {_BY}/>") for part in parts]
    return Laid(table(_heading(language), *rows), _seen(parts))


def _empty_rows(language: Language, parts: Sequence[Part]) -> Laid:
    nothing = row("", cell(paragraph(run(" \u00a0 "))), "")
    rows = [each for part in _rows(language, parts) for each in (nothing, part)]
    return Laid(table(_heading(language), *rows, nothing), _seen(parts))


def _hidden_rows(language: Language, parts: Sequence[Part]) -> Laid:
    gone = row("9", DECOY, DECOY, properties="<w:hidden/>")
    return Laid(table(_heading(language), gone, *_rows(language, parts)), _seen(parts))


def _split_rows(language: Language, parts: Sequence[Part]) -> Laid:
    more = TEXTS[language][-2]
    rows = []
    for part in parts:
        rows.append(_row(language, part))
        if part is not parts[-1]:
            rows.append(row("", more, ""))
    seen = tuple((p.number, p.text if p is parts[-1] else f"{p.text} {more}") for p in parts)
    return Laid(table(_heading(language), *rows), seen)


def _crooked(language: Language, parts: Sequence[Part]) -> Laid:
    """Borders drawn by hand, which meet nowhere."""

    def spans(*cells: tuple[int, str]) -> str:
        return row(*(cell(each, properties=f'<w:gridSpan w:val="{span}"/>') for span, each in cells))

    stage, script, visuals = HEADINGS[language]
    seen = paragraph(VISUALS[language])
    rows = [
        spans((3, paragraph(part.number)), (1, part.blocks), (2, seen))
        if place % 2
        else spans((1, paragraph(part.number)), (1, part.blocks), (4, seen))
        for place, part in enumerate(parts)
    ]
    heading = spans((1, paragraph(stage)), (3, paragraph(script)), (2, paragraph(visuals)))
    return Laid(_grid(6, heading, *rows), _seen(parts))


def _for_layout(language: Language, parts: Sequence[Part]) -> Laid:
    script = table(_heading(language), *_rows(language, parts))
    return Laid(table(row(cell(table(*_sheet(language)), paragraph(), script)), row(DECOY)), _seen(parts))


def _one_table(language: Language, parts: Sequence[Part]) -> Laid:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    sheet = [each.replace("<w:tcPr></w:tcPr>", wide, 1) for each in _sheet(language)]
    title = row(cell("Видео 5", properties='<w:gridSpan w:val="3"/>'))
    return Laid(_grid(3, title, *sheet, _heading(language), *_rows(language, parts)), _seen(parts))


def _listed(list_id: int, begin: int, written: str) -> Callable[[Language, Sequence[Part]], Laid]:
    number = paragraph(f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>')

    def lay(language: Language, parts: Sequence[Part]) -> Laid:
        rows = [row(cell(number), cell(part.blocks), VISUALS[language]) for part in parts]
        seen = tuple((written.format(begin + place), part.text) for place, part in enumerate(parts))
        return Laid(table(_heading(language), *rows), seen)

    return lay


def _listed_by_style(language: Language, parts: Sequence[Part]) -> Laid:
    number = paragraph('<w:pPr><w:pStyle w:val="a4"/></w:pPr>')
    rows = [row(cell(number), cell(part.blocks), VISUALS[language]) for part in parts]
    return Laid(table(_heading(language), *rows), _seen(parts))


def _deleted_column(language: Language, parts: Sequence[Part]) -> Laid:
    gone = cell(DECOY, properties=f"<w:cellDel {_BY}/>")
    stage, script, visuals = HEADINGS[language]
    rows = [row(part.number, gone, cell(part.blocks), VISUALS[language]) for part in parts]
    return Laid(table(row(stage, gone, script, visuals), *rows), _seen(parts))


def _captions(language: Language, parts: Sequence[Part]) -> Laid:
    line = row(cell("I бөлім. Кіріспе", properties='<w:gridSpan w:val="3"/>'))
    body = _grid(3, _heading(language), line, *_rows(language, parts))
    return Laid(body, (("I бөлім. Кіріспе", ""), *_seen(parts)))


def _grid(columns: int, *rows: str) -> str:
    grid = "".join('<w:gridCol w:w="1600"/>' for _ in range(columns))
    return table(*rows).replace("<w:tblGrid/>", f"<w:tblGrid>{grid}</w:tblGrid>", 1)


FORMS: tuple[Form, ...] = (
    Form("plain", _plain),
    Form("swapped", _swapped),
    Form("time-column", _timed, ("unread_column",)),
    Form("decorated-headings", _decorated),
    Form("over-rows", _over_rows),
    Form("merged-with-rest", _merged_with_rest, ("hidden_text",)),
    Form("wide", _wide),
    Form("wide-and-swapped", _wide_and_swapped),
    Form("old-merge", _old_merge("")),
    Form("old-merge-with-rest", _old_merge(DECOY), ("hidden_text",), survives_office=False),
    Form("indented", _indented, ("missing_stage",)),
    Form("continued", _continued, ("several_tables",)),
    Form("several-tables", _several, ("several_tables",)),
    Form("repeated-heading", _repeated),
    Form("two-row-heading", _two_rows_of_heading),
    Form("column-numbers", _column_numbers),
    Form("row-controls", _row_controls),
    Form("cell-controls", _cell_controls),
    Form("table-control", _table_control),
    Form("deleted-rows", _deleted_rows, ("tracked_changes",)),
    Form("inserted-rows", _inserted_rows, ("tracked_changes",)),
    Form("empty-rows", _empty_rows),
    Form("hidden-rows", _hidden_rows, ("hidden_text",), survives_office=False),
    Form("split-rows", _split_rows, ("missing_stage",)),
    Form("crooked", _crooked),
    Form("for-layout", _for_layout),
    Form("one-table", _one_table),
    Form("listed", _listed(PLAIN_NUMBERS, 1, "{}")),
    Form("listed-from-five", _listed(FROM_FIVE, 5, "{}"), ("missing_stage",)),
    Form("listed-by-name", _listed(NAMED_NUMBERS, 1, "Кезең {}")),
    Form("listed-by-style", _listed_by_style),
    Form("deleted-column", _deleted_column, ("tracked_changes",)),
    Form("captions", _captions, ("caption",)),
)
