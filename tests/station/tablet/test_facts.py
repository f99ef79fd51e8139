"""What the page tells a speaker beside the text: what comes, how long it takes, how fast, where to breathe."""

from __future__ import annotations

import msgspec
import pytest

from studio_tui.prompter.script_guide import ScriptGuide
from studio_tui.station.tablet.state import page_script, page_state
from studio_tui.text import N_
from tests.rigs.browser import Browser
from tests.rigs.fake_station import IDLE, PROMPTER
from tests.rigs.page_in_browser import opened, said, style
from tests.rigs.tablet_page import ServedPage


def moved_to(page: ServedPage, position_s: float) -> None:
    """Have the text stand at a place."""
    page.prompt("line", position_s - page.prompter.state.clock.position_s)


def text(browser: Browser, part: str) -> str:
    found: str = browser.say(f"document.getElementById('{part}').textContent")
    return found


def test_what_lies_ahead_is_the_guides(page: ServedPage) -> None:
    number, script, schedule = page.prompter.timed()
    assert script is not None
    guide = ScriptGuide(script, schedule)
    sent = page_script(number, script, schedule)
    assert sent.breaths_s == guide.breaths_s
    assert len(sent.breaths_s) == 4
    for from_s, until_s in sent.captions_s:
        assert guide.ahead(until_s).lower_third is None
        assert guide.ahead((from_s + until_s) / 2).lower_third == sent.name
    named = msgspec.structs.replace(
        script, sheet=msgspec.structs.replace(script.sheet, speaker="Айгүл", university="")
    )
    assert page_script(number, named, schedule).name == "Айгүл"


def test_cues_and_pictures_are_seen_ahead_with_their_times(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    said(browser, "stage", N_("stage {stage} of {count}", stage=1, count=5))
    browser.wait_for("document.getElementById('next').textContent === '[1-слайд]'")
    assert text(browser, "later") == "→ Слайд 1: жер шарындағы су қоры"
    start_s = page.prompter.timed()[2].stage_starts_s[1]
    said(browser, "next-in", N_("in {time}", time=f"0:{round(start_s):02d}"))
    page.prompt("wpm", -75)
    said(browser, "next-in", N_("in {time}", time=f"0:{round(start_s * 2):02d}"))
    page.prompt("jump", 4)
    browser.wait_for("document.getElementById('next').textContent === ''")
    assert text(browser, "next-in") == text(browser, "later") == text(browser, "later-in") == ""
    assert browser.complaints == []


def test_the_caption_with_the_speakers_name_is_told_while_it_is_due(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    browser.wait_for("!document.getElementById('caption').hidden")
    said(browser, "caption", N_("▁ caption with your name"))
    page.prompt("jump", 2)
    browser.wait_for("document.getElementById('caption').hidden")


def test_time_is_counted_against_its_target(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    assert text(browser, "elapsed") == ""
    page.prompt("target", 75)
    said(browser, "elapsed", N_("{elapsed} of {target}", elapsed="0:00", target="1:15"))
    page.prompt("start")
    said(browser, "elapsed", N_("{elapsed} of {target}", elapsed="0:01", target="1:15"))
    page.prompt("target", 0)
    browser.wait_for("/^0:0[0-9]$/.test(document.getElementById('elapsed').textContent)")


def test_a_retake_is_counted_anew_and_the_end_stops_the_count(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    length_s = page.prompter.state.clock.length_s
    page.prompt("target", 75)
    page.prompt("line", length_s / 2)
    said(browser, "elapsed", N_("{elapsed} of {target}", elapsed="0:00", target="0:38"))
    page.prompt("line", length_s)
    page.prompt("line", -1.0)
    page.prompt("target", 0)
    page.prompt("start")
    said(browser, "running", N_("END"))
    took, now_ms = text(browser, "elapsed"), browser.say("performance.now()")
    assert took
    browser.wait_for(f"performance.now() > {now_ms} + 2500")
    assert text(browser, "elapsed") == took


def test_a_clock_that_stands_is_the_same_and_tells_when_it_came_to_the_end() -> None:
    clock = msgspec.structs.replace(PROMPTER.clock, running=False, anchor_s=500.0)
    at_end = msgspec.structs.replace(clock, position_s=clock.length_s)
    sent = [
        page_state(msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, clock=each))).clock
        for each in (clock, at_end)
    ]
    assert [each.anchor_s for each in sent] == [0.0, 500.0]


def test_a_pace_outside_the_band_is_seen_and_said(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    browser.wait_for("document.getElementById('asked').textContent === '150–180'")
    assert text(browser, "side") == ""
    left = "parseFloat(document.getElementById('rate').style.left)"
    before = browser.say(left)
    page.prompt("wpm", 50)
    said(browser, "side", N_("faster than the band"))
    assert browser.say(left) > before
    page.prompt("wpm", -80)
    said(browser, "side", N_("slower than the band"))
    assert browser.say(left) < before
    page.prompt("wpm", 40)
    browser.wait_for("document.getElementById('side').textContent === ''")
    page.prompt("stage_speed", 0.25)
    said(browser, "side", N_("faster than the band"))
    browser.wait_for("document.getElementById('stage').textContent.endsWith(' ×1,25')")


def test_marks_stand_beside_their_lines_and_on_the_track(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    assert browser.say("document.querySelectorAll('#marks i').length") == 0
    browser.wait_for("document.querySelectorAll('#signs .begins').length === 4")
    page.prompt("jump", 2)
    page.prompt("marker")
    browser.wait_for("document.querySelectorAll('#signs .marks').length === 1")
    browser.wait_for("document.querySelectorAll('#marks i').length === 1")
    browser.wait_for("document.querySelector('#script .past') !== null")
    mark, line = (
        browser.say(f"(r => r.top + r.height / 2)(document.querySelector('{each}').getBoundingClientRect())")
        for each in ("#marks i", "#script .now")
    )
    assert mark == pytest.approx(line, abs=8)
    page.prompt("marker")
    browser.wait_for("document.querySelectorAll('#signs .marks, #marks i').length === 0")
    assert browser.complaints == []


def test_the_end_of_a_stage_has_bars_that_sink(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    guide = ScriptGuide(*page.prompter.timed()[1:])  # type: ignore[arg-type] # there is a script
    start_s, end_s = guide.breaths_s[0]
    left = "parseFloat(document.getElementById('band').style.getPropertyValue('--breath'))"
    assert browser.say(left) == 0
    for share in (0.75, 0.25):
        moved_to(page, end_s - share * (end_s - start_s))
        browser.wait_for(f"Math.abs({left} - {share}) < 0.01")
        assert style(browser, "#band span", "visibility") == "hidden"
    moved_to(page, end_s + 0.1)
    browser.wait_for(f"{left} === 0 && document.getElementById('band').className === ''")


@pytest.mark.parametrize(("width_px", "height_px"), [(1280, 800), (800, 1280), (390, 844)])
def test_the_lines_keep_their_height_whatever_they_say(
    browser: Browser, page: ServedPage, width_px: int, height_px: int
) -> None:
    opened(browser, page)
    browser.size(width_px, height_px)
    heights = "Array.from(document.querySelectorAll('.facts')).map(each => each.clientHeight).join()"
    reaches = "document.documentElement.scrollWidth <= window.innerWidth"
    browser.wait_for("document.getElementById('next').textContent !== ''")
    before = browser.say(heights)
    page.prompt("target", 600)
    page.prompt("start")
    said(browser, "running", N_("RUNNING"))
    assert browser.say(heights) == before
    page.prompt("jump", 4)
    browser.wait_for("document.getElementById('next').textContent === ''")
    assert browser.say(heights) == before
    assert browser.say(reaches)
    browser.size(1280, 800)
