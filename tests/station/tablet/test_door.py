"""Who comes in to the page, who does not, and what there is behind the door."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from studio_tui.config import TabletSettings
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.station.tablet.keys import MAX_FAILURES
from studio_tui.station.tablet.pages import REFUSALS
from tests.rigs.tablet_page import ServedPage, is_refused, refusal_of_live

SCRIPTS = ("/page.js", "/hands.js", "/text.js", "/facts.js", "/words.js", "/clock.js")
FILES = ("/", "/page.css", *SCRIPTS, "/icon.svg")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[ServedPage]:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0)) as page:
        yield page


def test_the_key_is_changed_for_a_cookie_and_leaves_the_address(page: ServedPage) -> None:
    visitor = page.visitor()
    reply = visitor.enter(page.desk.fresh_address())
    assert reply.status == 200
    name, _, rest = reply.headers["Set-Cookie"].partition("=")
    assert str(visitor.port) in name
    attributes = {part.strip() for part in rest.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= attributes
    assert 'http-equiv="refresh" content="0; url=/"' in reply.text
    assert [visitor.get(path).status for path in FILES] == [200] * len(FILES)
    # Somebody who opens the old address again, or goes back, is still known by the cookie, and sent on from there.
    again = visitor.get("/?key=long-gone")
    assert (again.status, "page.js" in again.text, "Set-Cookie" in again.headers) == (200, False, False)


def test_without_a_key_nothing_is_shown(page: ServedPage) -> None:
    for path in (*FILES, "/live", "/nowhere", "/?key="):
        assert is_refused(page.visitor().get(path), "no_key")


def test_a_wrong_key_and_a_used_one_are_refused(page: ServedPage) -> None:
    visitor = page.visitor()
    address = page.desk.fresh_address()
    key = address.partition("?key=")[2]
    for wrong in (key[:-1], key + "A", key[::-1], "%D2%9B", "a&b=1&c=2&d=3&e=4"):
        assert is_refused(visitor.get(f"/?key={wrong}"), "wrong_key")
    assert visitor.enter(address).status == 200
    stranger = page.visitor()
    assert is_refused(stranger.enter(address), "wrong_key")
    assert is_refused(stranger.get("/"), "no_key")


def test_a_new_key_makes_the_one_before_void(page: ServedPage) -> None:
    first, second = page.desk.fresh_address(), page.desk.fresh_address()
    assert is_refused(page.visitor().enter(first), "wrong_key")
    assert page.visitor().enter(second).status == 200


def test_a_key_that_a_reader_opens_once_more_is_used_up_too(page: ServedPage) -> None:
    reader, address = page.reader(), page.desk.fresh_address()
    assert reader.enter(address).status == 200
    assert is_refused(page.visitor().enter(address), "wrong_key")
    assert reader.get("/").status == 200


def test_a_key_opens_at_the_door_only(page: ServedPage) -> None:
    key = page.desk.fresh_address().partition("?")[2]
    for path in ("/page.js", "/live", "/nowhere"):
        assert is_refused(page.visitor().get(f"{path}?{key}"), "no_key")
    assert page.visitor().get(f"/?{key}").status == 200


def test_a_browser_that_looks_ahead_does_not_use_up_the_key(page: ServedPage) -> None:
    path = "/?" + page.desk.fresh_address().partition("?")[2]
    assert page.visitor().get(path, {"Sec-Purpose": "prefetch;prerender"}).status == 403
    assert page.visitor().get(path).status == 200


def test_who_guesses_keys_must_wait_and_readers_need_not(page: ServedPage) -> None:
    reader, guesser = page.reader(), page.visitor()
    address = page.desk.fresh_address()
    for _ in range(MAX_FAILURES):
        assert is_refused(guesser.get("/?key=guess"), "wrong_key")
    assert is_refused(guesser.enter(address), "guessing")
    assert reader.get("/").status == 200
    with reader.live() as live:
        assert live.hear("script")["words"]


def test_a_made_up_cookie_is_no_session(page: ServedPage) -> None:
    reader = page.reader()
    name, _, session = reader.cookie.partition("=")
    for forged in (
        f"{name}={session[:-1]}",
        f"{name}=",
        f"other={session}",
        f"{name}={session}; {name}=x",
        "\xff=\xfe",
    ):
        visitor = page.visitor(forged)
        assert is_refused(visitor.get("/"), "no_key")
        assert refusal_of_live(visitor) == 403
    assert reader.get("/").status == 200


def test_a_session_of_another_station_is_none_here(page: ServedPage, tmp_path: Path) -> None:
    with ServedPage(tmp_path / "other", TabletSettings(on=True, port=0)) as other:
        assert is_refused(page.visitor(other.reader().cookie).get("/"), "no_key")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{port}", ""]
)
def test_a_name_that_was_pointed_at_the_station_is_refused(page: ServedPage, host: str) -> None:
    reader = page.reader()
    named = host.format(port=reader.port)
    address = page.desk.fresh_address()
    assert is_refused(reader.get("/", {"Host": named}), "host")
    assert is_refused(page.visitor().get("/?" + address.partition("?")[2], {"Host": named}), "host")
    assert refusal_of_live(reader, host=named or "-") == 403
    assert page.visitor().enter(address).status == 200


def test_localhost_is_this_machine(page: ServedPage) -> None:
    reader = page.reader()
    assert reader.get("/", {"Host": f"localhost:{reader.port}"}).status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}", None]
)
def test_another_origin_gets_no_live_connection(page: ServedPage, origin: str | None) -> None:
    reader = page.reader()
    assert refusal_of_live(reader, origin.format(port=reader.port) if origin else None) == 403
    with reader.live() as live:
        assert live.hear("state")["script_id"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_speak_the_browsers_language(page: ServedPage, language: str) -> None:
    reply = page.visitor().get("/", {"Accept-Language": f"uz,{language};q=0.9"})
    assert is_refused(reply, "no_key", language)
    assert f'lang="{language}"' in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "/page.html",
        "/../keys.py",
        "/%2e%2e/keys.py",
        "//etc/passwd",
        "/page.js/",
        "/page.js%00",
        "*",
        "/PAGE.JS",
        "/static/",
    ],
)
def test_nothing_else_has_an_address(page: ServedPage, path: str) -> None:
    assert is_refused(page.reader().get(path), "unknown")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_the_page_can_only_be_read(page: ServedPage, method: str) -> None:
    reader = page.reader()
    assert reader.get("/", method=method).status == 405
    assert reader.get("/").status == 200


def test_every_answer_keeps_others_out(page: ServedPage) -> None:
    reader = page.reader()
    replies = [reader.get(path) for path in (*FILES, "/nowhere", "/live")]
    replies += [page.visitor().get("/"), page.visitor().enter(page.desk.fresh_address())]
    for reply in replies:
        policy = reply.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self'; ")
        assert f"connect-src 'self' ws://127.0.0.1:{reader.port};" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["X-Frame-Options"] == "DENY"
        assert not {"Server", "Access-Control-Allow-Origin"} & reply.headers.keys()


class Attributes(HTMLParser):
    """What a page loads, and what of it the policy would not let run."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: set[str] = set()
        self.body: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.loads |= {value for name, value in attrs if name in {"src", "href"} and value}
        if tag == "body":
            self.body = dict(attrs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_brings_its_texts_and_nothing_from_elsewhere(page: ServedPage, language: str) -> None:
    reader = page.reader()
    html = Attributes()
    text = reader.get("/", {"Accept-Language": language}).text
    html.feed(text)
    assert html.loads == {"/page.css", "/page.js", "/icon.svg"}
    assert "{{" not in text
    assert html.body["data-control"] == "no"
    texts = json.loads(html.body["data-texts"] or "")
    say = Translator(language).say
    assert texts["full"] == say(REFUSALS["full"][1])
    script = "".join(reader.get(path).text for path in SCRIPTS)
    used = set(re.findall(r"texts\.(\w+)|say\(\"(\w+)\"|trouble\(\"(\w+)\"\)|button\(\"(\w+)\"", script))
    assert {name for names in used for name in names if name} <= texts.keys()
    assert set(re.findall(r'from "(.*)"', script)) == set(SCRIPTS) - {"/page.js"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|https?://", script)
