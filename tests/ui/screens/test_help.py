"""The help: every text in full at every width, and a meaning for everything the sound side shows."""

import pytest

from studio_tui.ui.help_texts import GROUPS, Sign
from studio_tui.ui.screens.help_screen import table_rows
from studio_tui.ui.widgets.level_scales import SCALES
from studio_tui.ui.widgets.rows import width_of
from studio_tui.ui.words import Words
from tests.rigs.fake_station import IDLE, FakeStation
from tests.rigs.screens import app_on, running, settle, text_of

SIGNS = [pytest.param(sign, id=sign.sign.msgid) for group in GROUPS for sign in group.signs]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("width", [24, 40, 68, 96])
def test_no_text_is_cut_and_no_row_too_wide(language: str, width: int):
    say = Words(language).say
    for group in GROUPS:
        for sign in group.signs:
            rows = table_rows([(say(sign.sign), 19, "cue")], say(sign.meaning), width)
            assert max(map(width_of, rows)) <= width
            written = "".join("".join(part.text for part in row if part.ink == "text") for row in rows)
            assert "".join(written.split()) == "".join(say(sign.meaning).split())
            named = "".join("".join(part.text for part in row if part.ink == "cue") for row in rows)
            assert "".join(named.split()) == "".join(say(sign.sign).split())


@pytest.mark.parametrize("sign", SIGNS)
def test_a_meaning_is_a_few_short_sentences(sign: Sign):
    meaning = sign.meaning.msgid
    assert 15 <= len(meaning) <= 220
    assert meaning.endswith(".")


def test_everything_on_the_sound_side_is_explained():
    explained = " ".join(sign.sign.msgid + " " + sign.meaning.msgid for group in GROUPS for sign in group.signs)
    for scale in SCALES.values():
        assert scale.standard in explained
    for word in (
        "silent", "low", "ok", "hot", "CLIP", "dBTP", "DC", "M · S · I", "LUFS", "LRA", "target", "correlation",
        "mono-safe", "wide", "out of phase", "balance", "same sound on both channels", "one channel is inverted",
        "used", "really 16 bit", "really 44.1 kHz", "bandwidth", "noise floor", "hum", "room tone", "lost samples",
        "could not tell", "ballistics", "holes and repeats", "clipped before the interface", "below full scale",
        "SNR", "crest factor", "bits before scaling", "bits above the noise",
    ):  # fmt: skip
        assert word in explained, word


async def test_keys_of_the_prompter_are_written_as_on_a_keyboard():
    app = app_on(FakeStation(IDLE), "speaker")
    async with running(app, (120, 200)) as pilot:
        await pilot.press("f9")
        await settle(pilot)
        shown = text_of(pilot)
    for caps in ("[ Х", "] Ъ", "F8 \\", "Shift+←", "Shift+→", "Shift+↑", "E У", "Z Я"):
        assert f"{caps} " in shown, caps


async def test_the_help_scrolls_to_its_last_line_on_the_smallest_screen():
    app = app_on(FakeStation(IDLE))
    async with running(app, (80, 24)) as pilot:
        await pilot.press("f9")
        await settle(pilot)
        seen = text_of(pilot)
        assert "A key can be changed" not in seen
        await pilot.press("pagedown")
        await pilot.pause()
        assert text_of(pilot) != seen
        await pilot.press("end")
        await pilot.wait_for_scheduled_animations()
        await settle(pilot)
        assert "A key can be changed under [keys] in studio.toml." in text_of(pilot)
        assert "Somebody spoke, or the microphone was off." in text_of(pilot)
