"""Hands at the page where they may move the text: taps, buttons, keys, a clicker; and where they may not."""

from __future__ import annotations

import pytest

from studio_tui.station.tablet.reader import MAX_MESSAGES_A_SECOND
from studio_tui.station.tablet.state import PRESSES
from tests.rigs.browser import Browser
from tests.rigs.page_in_browser import POSITION, opened
from tests.rigs.station_process import wait_until
from tests.rigs.tablet_page import ServedPage

SIZE = "parseFloat(getComputedStyle(document.getElementById('script')).fontSize)"
TOOLS = "document.getElementById('tools').className"


def is_running(page: ServedPage) -> bool:
    return page.prompter.state.clock.running


def stage(page: ServedPage) -> int:
    return page.prompter.timed()[2].stage_at(page.prompter.state.clock.position_s)


@pytest.mark.parametrize(
    ("key", "code"),
    [(" ", "Space"), ("F5", "F5"), ("b", "KeyB"), ("и", "KeyB"), (".", "Period"), ("ю", "Period"), (".", "")],
    ids=["space", "F5", "b", "b in Cyrillic", "full stop", "full stop in Cyrillic", "full stop without a place"],
)
def test_a_clicker_starts_and_holds(browser: Browser, controlled: ServedPage, key: str, code: str) -> None:
    opened(browser, controlled)
    browser.say("window.stays = true")
    browser.key(key, code)
    wait_until(lambda: is_running(controlled), 10, "the text to start")
    browser.key(key, code, shift=key == "F5")
    wait_until(lambda: not is_running(controlled), 10, "the text to hold")
    assert browser.say("window.stays"), "the page was loaded anew"
    assert browser.complaints == []


def test_escape_holds_and_never_starts(browser: Browser, controlled: ServedPage) -> None:
    opened(browser, controlled)
    controlled.prompt("start")
    browser.key("Escape", "Escape")
    wait_until(lambda: not is_running(controlled), 10, "the text to hold")
    browser.key("Escape", "Escape")
    browser.key("PageDown", "PageDown")
    wait_until(lambda: stage(controlled) == 1, 10, "the key behind it to have arrived")
    assert not is_running(controlled)


def test_keys_go_through_the_script(browser: Browser, controlled: ServedPage) -> None:
    opened(browser, controlled)
    starts_s = controlled.prompter.timed()[2].stage_starts_s

    def stands_at(position_s: float) -> None:
        wait_until(lambda: controlled.prompter.state.clock.position_s == position_s, 10, f"{position_s} s")
        browser.wait_for(f"{POSITION} === {position_s}")

    for _ in range(2):
        browser.key("PageDown", "PageDown")
    stands_at(starts_s[2])
    browser.key("PageUp", "PageUp")
    stands_at(starts_s[1])
    controlled.prompt("line", 4)
    browser.wait_for(f"{POSITION} > {starts_s[1] + 3}")
    browser.key("я", "KeyZ")
    stands_at(starts_s[1])
    reading = "document.querySelector('#script .now').offsetTop"
    top_px = browser.say(reading)
    browser.key("ArrowDown", "ArrowDown")
    browser.wait_for(f"{reading} > {top_px}")
    assert stage(controlled) == 1
    browser.key("ArrowUp", "ArrowUp")
    browser.wait_for(f"{reading} === {top_px}")
    browser.key("Home", "Home")
    stands_at(0.0)
    assert browser.complaints == []


def test_keys_change_the_pace_and_the_letters(browser: Browser, controlled: ServedPage) -> None:
    opened(browser, controlled)
    for key, code, wpm in (
        ("ArrowRight", "ArrowRight", 155.0), ("=", "Equal", 160.0), ("+", "NumpadAdd", 165.0),
        ("ArrowLeft", "ArrowLeft", 160.0), ("-", "Minus", 155.0),
    ):  # fmt: skip
        browser.key(key, code)
        wait_until(lambda wpm=wpm: controlled.prompter.state.clock.wpm == wpm, 10, f"{wpm} words a minute")
    size_px = browser.say(SIZE)
    browser.key("л", "KeyK")
    browser.wait_for(f"{SIZE} > {size_px}")
    browser.key("F2", "F2")
    browser.wait_for(f"{SIZE} === {size_px}")


def test_a_key_that_is_held_down_asks_no_oftener_than_it_may(browser: Browser, controlled: ServedPage) -> None:
    opened(browser, controlled)
    server = controlled.desk._server
    assert server is not None
    (reader,) = server._readers
    for _ in range(4 * MAX_MESSAGES_A_SECOND):
        browser.key("ArrowRight", "ArrowRight", repeat=True)
    browser.key(" ", "Space", repeat=True)  # held down it starts nothing
    wait_until(lambda: controlled.prompter.state.clock.wpm >= 155, 10, "the pace to rise")
    assert not is_running(controlled)
    assert server._readers == {reader}
    assert browser.complaints == []


def test_keys_of_the_browser_stay_its_own(browser: Browser, controlled: ServedPage) -> None:
    opened(browser, controlled)
    browser.say(
        """document.dispatchEvent(new KeyboardEvent("keydown", { key: "b", code: "KeyB", ctrlKey: true })),
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", code: "Home", altKey: true }))"""
    )
    browser.key("PageDown", "PageDown")
    wait_until(lambda: stage(controlled) == 1, 10, "the key behind them to have arrived")
    assert not is_running(controlled)


def test_buttons_are_there_for_a_finger(browser: Browser, controlled: ServedPage) -> None:
    opened(browser, controlled)
    assert browser.say(TOOLS) == ""
    for width_px, height_px in ((1280, 800), (800, 1280), (390, 844)):
        browser.size(width_px, height_px)
        boxes = browser.say(
            "Array.from(document.querySelectorAll('button')).map(each => each.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) == 12
        for box in boxes:
            assert min(box["width"], box["height"]) >= 48
            assert box["left"] >= 0
            assert box["right"] <= width_px
    browser.size(1280, 800)
    assert browser.say("Array.from(document.querySelectorAll('#moves button')).every(each => each.title !== '')")
    more = browser.say("document.getElementById('more').getBoundingClientRect().toJSON()")
    browser.press(more["left"] + 20, more["top"] + 20)
    browser.wait_for(f"{TOOLS} === 'shown'")
    assert not is_running(controlled)
    for button, done in (
        ("faster", lambda: controlled.prompter.state.clock.wpm == 155),
        ("slower", lambda: controlled.prompter.state.clock.wpm == 150),
        ("stage_on", lambda: stage(controlled) == 1),
        ("stage_back", lambda: stage(controlled) == 0),
        ("toggle", lambda: is_running(controlled)),
        ("again", lambda: not is_running(controlled)),
    ):
        browser.say(f"document.getElementById('{button}').click()")
        wait_until(done, 10, button)
    assert browser.complaints == []


def test_a_page_that_only_shows_has_its_looks_and_nothing_else(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    assert browser.say("document.getElementById('moves').hidden && document.getElementById('more').hidden")
    for key, code in ((" ", "Space"), ("PageDown", "PageDown"), ("ArrowRight", "ArrowRight"), ("z", "KeyZ")):
        browser.key(key, code)
    browser.press(400, 300)
    browser.wait_for(f"{TOOLS} === 'shown'")
    size_px = browser.say(SIZE)
    browser.key("+", "Equal")
    browser.wait_for(f"{SIZE} > {size_px}")
    browser.key("-", "Minus")
    clock = page.prompter.state.clock
    assert (clock.running, clock.position_s, clock.wpm) == (False, 0.0, 150.0)


def test_what_a_reader_asks_is_not_done_where_the_page_only_shows(page: ServedPage) -> None:
    before = page.prompter.state.clock
    with page.reader().live() as live:
        for does in PRESSES:
            live.say(kind="press", does=does)
        live.say(kind="line", by_s=10.0)
        live.say(kind="ping", sent_ms=1.0)
        live.hear("pong")
    after = page.prompter.state.clock
    assert (after.running, after.position_s, after.wpm) == (before.running, before.position_s, before.wpm)


def test_all_that_may_be_asked_for_is_done(controlled: ServedPage) -> None:
    with controlled.reader().live() as live:
        live.say(kind="press", does="stage_on")
        live.say(kind="press", does="faster")
        live.say(kind="line", by_s=2.0)
        live.say(kind="ping", sent_ms=1.0)
        live.hear("pong")
    clock = controlled.prompter.state.clock
    start_s = controlled.prompter.timed()[2].stage_starts_s[1]
    assert (clock.position_s, clock.wpm) == (pytest.approx(start_s + 2), 155)
