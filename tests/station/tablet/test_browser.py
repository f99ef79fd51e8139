"""The page in a real browser: what is seen, where it stands, what it does when the station is gone."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from pathlib import Path

import pytest

from studio_tui.config import TabletSettings
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.station.prompter_messages import EditStage
from studio_tui.text import N_
from tests.rigs.browser import Browser
from tests.rigs.page_in_browser import POSITION, opened, said, style
from tests.rigs.tablet_page import ServedPage

KAZAKH_LETTERS = set("әғқңөұүһі")
AHEAD_S, BEHIND_S = 0.05, 2.0
"""The page may be a frame behind, more on a busy machine; but never ahead of the clock."""


def test_the_script_is_shown_to_the_word(browser: Browser, page: ServedPage) -> None:
    page.prompter.edit(
        EditStage(1, 0, "Сәлем, қаһарман ғалымдар! Өңірдің үні – күй. [1-слайд] Ұлы іс ______ басталды.")
    )
    opened(browser, page)
    _, _, schedule = page.prompter.timed()
    spans = browser.say("Array.from(document.querySelectorAll('#script span')).map(each => each.textContent)")
    assert spans == [word.text for word in schedule.words]
    assert set("".join(spans).lower()) >= KAZAKH_LETTERS
    assert browser.say("document.fonts.status") == "loaded"
    assert browser.say("document.cookie") == ""
    assert "key" not in browser.say("location.href")
    assert style(browser, "#script .cue", "color") != style(browser, "#script .now", "color")
    assert browser.complaints == []


def test_the_text_stands_where_the_clock_says(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    page.prompt("start")
    browser.wait_for(f"{POSITION} > 0.2")
    transforms = []
    for _ in range(2):
        before_s = time.monotonic()
        position_s = browser.say(POSITION)
        after_s = time.monotonic()
        clock = page.prompter.state.clock
        assert clock.at(before_s - BEHIND_S) <= position_s <= clock.at(after_s + AHEAD_S)
        transforms.append(style(browser, "#script", "transform"))
        browser.wait_for(f"{POSITION} > {position_s + 1}")
    assert transforms[0] != transforms[1]
    # The line being read is at the line of focus, at most about half a line off.
    reading, band = (
        browser.say(
            f"(r => [r.top + r.height / 2, r.height])(document.querySelector('{each}').getBoundingClientRect())"
        )
        for each in ("#script .now", "#band")
    )
    assert abs(reading[0] - band[0]) <= band[1] * 0.8
    page.prompt("hold")
    said(browser, "running", N_("HELD"))
    stood_s = browser.say(POSITION)
    assert stood_s == pytest.approx(page.prompter.state.clock.position_s, abs=BEHIND_S)
    page.prompt("rewind")
    browser.wait_for(f"{POSITION} === 0")
    assert browser.complaints == []


def test_the_text_never_runs_back_by_itself(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    browser.say(
        """(() => {
        window.seen = [];
        const note = () => { window.seen.push(window.prompterPage.position_s()); requestAnimationFrame(note); };
        note();
        })()"""
    )
    for place in range(4):
        page.prompt("start")
        browser.wait_for(f"{POSITION} > {place + 0.5}")
        page.prompt("wpm", 10)
        browser.wait_for(f"{POSITION} > {place + 1}")
        # Word of it comes when the text has gone a little further.
        page.prompt("hold")
        said(browser, "running", N_("HELD"))
    seen = browser.say("window.seen")
    assert len(set(seen)) > 10
    assert seen == sorted(seen)


def test_what_was_read_is_dimmed_and_a_jump_undoes_it(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    page.prompt("jump", 2)
    browser.wait_for("document.querySelectorAll('#script .past').length > 20")
    assert style(browser, "#script .past", "color") != style(browser, "#script .next", "color")
    said(browser, "stage", N_("stage {stage} of {count}", stage=3, count=5))
    page.prompt("rewind")
    browser.wait_for("document.querySelectorAll('#script .past').length === 0")
    said(browser, "stage", N_("stage {stage} of {count}", stage=1, count=5))
    assert browser.say("document.getElementById('next').textContent")


def test_it_is_turned_over_as_the_station_says_and_by_hand(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    matrix = "getComputedStyle(document.getElementById('glass')).transform"
    browser.wait_for(f"{matrix} === 'matrix(1, 0, 0, 1, 0, 0)'")
    page.prompt("mirror")
    browser.wait_for(f"{matrix} === 'matrix(-1, 0, 0, 1, 0, 0)'")
    page.prompt("flip")
    browser.wait_for(f"{matrix} === 'matrix(-1, 0, 0, -1, 0, 0)'")
    browser.say("document.getElementById('mirror').click()")
    browser.wait_for(f"{matrix} === 'matrix(1, 0, 0, -1, 0, 0)'")
    opened(browser, page)
    browser.wait_for(f"{matrix} === 'matrix(1, 0, 0, -1, 0, 0)'")
    browser.say("document.getElementById('mirror').click()")
    browser.wait_for(f"{matrix} === 'matrix(-1, 0, 0, -1, 0, 0)'")
    assert browser.complaints == []


def test_letters_grow_and_times_stay(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    page.prompt("jump", 1)
    browser.wait_for(f"{POSITION} > 1")
    position_s = browser.say(POSITION)
    size_px = float(style(browser, "#script", "fontSize")[:-2])
    browser.say("document.getElementById('larger').click()")
    browser.wait_for(f"parseFloat(getComputedStyle(document.getElementById('script')).fontSize) > {size_px}")
    page.prompt("size", 4)
    browser.wait_for(f"parseFloat(getComputedStyle(document.getElementById('script')).fontSize) > {size_px * 1.4}")
    browser.size(600, 900)
    browser.wait_for("parseFloat(getComputedStyle(document.getElementById('script')).fontSize) <= 100")
    assert browser.say(POSITION) == position_s
    assert browser.say("document.getElementById('script').scrollWidth <= window.innerWidth")
    browser.size(1280, 800)
    browser.say("document.getElementById('smaller').click()")
    assert browser.complaints == []


def test_a_take_that_rolls_and_a_count_in_are_seen(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    top_px = browser.say("document.getElementById('view').getBoundingClientRect().top")
    page.rolling = True
    browser.wait_for("document.getElementById('rec').className === 'rolls'")
    assert browser.say("document.getElementById('view').getBoundingClientRect().top") == top_px
    page.prompt("start", 30)
    browser.wait_for("Number(document.getElementById('count').textContent) > 20")
    assert browser.say(POSITION) == 0
    page.rolling = False
    page.prompt("hold")
    browser.wait_for("document.getElementById('rec').className === '' && document.getElementById('count').hidden")


def test_texts_are_shown_and_never_run(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    text = "<b>Сәлем</b> <img src=x onerror=alert(1)> &lt;i&gt; </script><script>window.broken=1</script> {{title}}"
    page.prompter.edit(EditStage(1, 0, text))
    browser.wait_for("document.getElementById('script').textContent.includes('onerror')")
    assert browser.say("document.querySelectorAll('#script b, #script img, #script script').length") == 0
    assert browser.say("typeof window.broken") == "undefined"
    shown = browser.say("document.querySelector('#script section').textContent")
    assert shown.split() == text.split()
    assert browser.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_browsers_language(page: ServedPage, language: str) -> None:
    with Browser(language) as browser:
        opened(browser, page)
        assert browser.say("document.documentElement.lang") == language
        said(browser, "running", N_("HELD"), language)
        said(browser, "pace", N_("{wpm} words/min", wpm=150), language)
        larger = Translator(language).say(N_("Larger letters."))
        assert browser.say("document.getElementById('larger').title") == larger
        assert browser.complaints == []


def test_a_tap_starts_only_where_it_may(browser: Browser, page: ServedPage, tmp_path: Path) -> None:
    opened(browser, page).press(400, 300)
    with ServedPage(tmp_path / "other", TabletSettings(on=True, port=0, control=True)) as controlled:
        opened(browser, controlled).press(400, 300)
        browser.wait_for(f"{POSITION} > 0.2")
        assert controlled.prompter.state.clock.running
    assert not page.prompter.state.clock.running


def test_without_a_script_it_says_so(browser: Browser, tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0), None) as page:
        browser.open(page.desk.fresh_address())
        browser.wait_for("location.search === ''")
        said(browser, "empty", N_("No script yet. The operator opens it."))
        assert browser.say("document.getElementById('script').hidden")


def test_when_the_station_is_gone_the_text_goes_on_and_it_is_said(browser: Browser, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = TabletSettings(on=True, port=port)
    with ServedPage(tmp_path / "first", settings) as page:
        opened(browser, page)
        page.prompt("start")
        browser.wait_for(f"{POSITION} > 0.2")
        page.desk.stop()
        said(
            browser,
            "trouble",
            N_("The connection is lost; the text goes on by the clock. Looking for the station …"),
        )
        position_s = browser.say(POSITION)
        browser.wait_for(f"{POSITION} > {position_s + 0.5}")
    # A station that was started again knows no session of before.
    with ServedPage(tmp_path / "second", settings) as page:
        said(
            browser,
            "trouble",
            N_("The station does not know this tablet any more. Ask the operator for a new address."),
        )
        opened(browser, page)
        browser.wait_for("document.getElementById('trouble').hidden")


def test_a_connection_that_was_cut_comes_back_by_itself(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    server = page.desk._server
    assert server is not None
    for reader in tuple(server._readers):
        server._loop.call_soon_threadsafe(reader._connection.transport.abort)
    page.prompt("mirror")
    browser.wait_for("getComputedStyle(document.getElementById('glass')).transform === 'matrix(-1, 0, 0, 1, 0, 0)'")
    assert page.desk.state.readers == 1


def test_a_browser_that_takes_no_live_connection_is_told_why(page: ServedPage) -> None:
    with Browser("kk") as browser:
        browser.call(
            "Page.addScriptToEvaluateOnNewDocument",
            source="""window.WebSocket = class {
                constructor() { setTimeout(() => { if (this.onclose) { this.onclose(); } }); }
                close() {}
            };""",
        )
        browser.open(page.desk.fresh_address())
        browser.wait_for("location.search === '' && document.getElementById('trouble') !== null")
        said(
            browser,
            "trouble",
            N_(
                "This browser does not take the station's certificate for the text. Use another browser or tablet, "
                "or name a certificate that the tablet trusts under [tablet] in studio.toml."
            ),
        )


class OtherPage(http.server.BaseHTTPRequestHandler):
    """Somebody else's page at another port of the same machine: to a browser the same site, with its cookies."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Other</title>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as there
        """Nothing is said."""


def test_another_page_in_the_same_browser_gets_nothing(browser: Browser, page: ServedPage) -> None:
    opened(browser, page)
    address = page.desk.state.address
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), OtherPage) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        browser.open(f"http://127.0.0.1:{other.server_port}/")
        browser.wait_for("document.title === 'Other'")
        live = address.replace("http:", "ws:") + "live"
        went = browser.say(
            f"""new Promise(done => {{
            const socket = new WebSocket('{live}');
            socket.onopen = () => done('open');
            socket.onerror = () => done('refused');
            }})"""
        )
        read = browser.say(f"fetch('{address}', {{credentials: 'include'}}).then(() => 'read', () => 'refused')")
        framed = browser.say(
            f"""new Promise(done => {{
            const script = document.createElement('script');
            script.onload = () => done('run');
            script.onerror = () => done('refused');
            script.src = '{address}page.js';
            document.head.appendChild(script);
            }})"""
        )
        other.shutdown()
    assert (went, read, page.desk.state.readers) == ("refused", "refused", 0)
    assert framed in {"run", "refused"}  # the same site to a browser; there is no secret in it
