"""What the browser gets over HTTP: a fixed table of files, refusals in words, headers that keep others out."""

from __future__ import annotations

import html
import re
from http import HTTPStatus
from importlib.resources import files

import msgspec

from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.text import N_, Text, mark

PAGE, LIVE = "/", "/live"
_HTML = "text/html; charset=utf-8"
_SCRIPT = "text/javascript; charset=utf-8"
_FILES = {
    PAGE: ("page.html", _HTML),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", _SCRIPT),
    "/hands.js": ("hands.js", _SCRIPT),
    "/text.js": ("text.js", _SCRIPT),
    "/facts.js": ("facts.js", _SCRIPT),
    "/words.js": ("words.js", _SCRIPT),
    "/clock.js": ("clock.js", _SCRIPT),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
"""Every address there is, beside the one for the live connection."""

_TEXTS = {
    "title": mark("Prompter"),
    "running": mark("RUNNING"),
    "held": mark("HELD"),
    "silence": mark("HELD: silence"),
    "end": mark("END"),
    "rolling": mark("REC"),
    "left": mark("{time} left"),
    "elapsed": mark("{elapsed} of {target}"),
    "stage": mark("stage {stage} of {count}"),
    "wpm": mark("{wpm} words/min"),
    "too_slow": mark("slower than the band"),
    "too_fast": mark("faster than the band"),
    "in": mark("in {time}"),
    "next_stage": mark("next stage"),
    "caption": mark("▁ caption: {name}"),
    "own_caption": mark("▁ caption with your name"),
    "no_script": mark("No script yet. The operator opens it."),
    "connecting": mark("Looking for the station …"),
    "lost": mark("The connection is lost; the text goes on by the clock. Looking for the station …"),
    "key": mark("The station does not know this tablet any more. Ask the operator for a new address."),
    "refuses": mark(
        "This browser does not take the station's certificate for the text. Use another browser or tablet, or name "
        "a certificate that the tablet trusts under [tablet] in studio.toml."
    ),
    "full": mark("Too many browsers show the prompter. Close it on one of them."),
    "more": mark("Show the buttons."),
    "toggle": mark("Start or hold"),
    "again": mark("Again"),
    "slower": mark("Slower"),
    "faster": mark("Faster"),
    "stage_back": mark("Stage back"),
    "stage_on": mark("Stage on"),
    "smaller": mark("Smaller letters."),
    "larger": mark("Larger letters."),
    "mirror": mark("Turn the text over for a glass."),
    "flip": mark("Turn the text upside down."),
    "screen": mark("Fill the whole screen."),
}
"""What the page says, by the names that its script uses."""

REFUSALS: dict[str, tuple[HTTPStatus, Text]] = {
    "host": (HTTPStatus.FORBIDDEN, N_("The station is not reached by this name. Use the address that it shows.")),
    "origin": (HTTPStatus.FORBIDDEN, N_("Another page may not read the prompter.")),
    "no_key": (HTTPStatus.FORBIDDEN, N_("This page opens with a key. Ask the operator for its address.")),
    "wrong_key": (
        HTTPStatus.FORBIDDEN,
        N_("This key is wrong, was used already, or is too old. Ask the operator for a new address."),
    ),
    "guessing": (HTTPStatus.TOO_MANY_REQUESTS, N_("Too many wrong keys came from here. Wait a minute.")),
    "full": (HTTPStatus.SERVICE_UNAVAILABLE, Text(_TEXTS["full"])),
    "unknown": (HTTPStatus.NOT_FOUND, N_("There is nothing at this address.")),
    "method": (HTTPStatus.METHOD_NOT_ALLOWED, N_("The prompter's page can only be read.")),
    "upgrade": (HTTPStatus.UPGRADE_REQUIRED, N_("This address is for the prompter's page only.")),
}

_QUALITY = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*(?P<q>[01](?:\.\d{0,3})?))?\s*\Z"
)
_MAX_LANGUAGES = 20


class Page(msgspec.Struct, frozen=True):
    """One answer: status, type and body; what is said beside them is the same for all."""

    status: HTTPStatus
    content_type: str
    body: bytes


class Pages:
    """The page's files, read once."""

    def __init__(self, *, control: bool, language: str) -> None:
        """Read the files.

        Args:
            control: whether hands at the page move the text.
            language: what the page speaks where the browser asks for none that is known.
        """
        folder = files(__package__)
        self._bodies = {path: (folder / name).read_bytes() for path, (name, _) in _FILES.items()}
        self._control = control
        self._language = language
        self._translators = {each: Translator(each) for each in LANGUAGES}

    def page(self, path: str, accepted: str) -> Page | None:
        """What stands at a path, in the language of an ``Accept-Language`` header; None when nothing does."""
        body = self._bodies.get(path)
        if body is None:
            return None
        if path == PAGE:
            body = self._filled(body.decode(), self._translator(accepted)).encode()
        return Page(HTTPStatus.OK, _FILES[path][1], body)

    def refusal(self, name: str, accepted: str) -> Page:
        """One of `REFUSALS` as a page of one sentence."""
        status, text = REFUSALS[name]
        translator = self._translator(accepted)
        return Page(status, _HTML, _bare(translator, translator.say(text), "").encode())

    def welcome(self, accepted: str) -> Page:
        """What a key is answered with: the browser goes on at once, to the address without the key.

        Not a redirect: a browser that came from elsewhere would not send its new cookie along with that.
        """
        translator = self._translator(accepted)
        onward = '<link rel="icon" href="/icon.svg"><meta http-equiv="refresh" content="0; url=/">'
        return Page(
            HTTPStatus.OK, _HTML, _bare(translator, translator.say(Text(_TEXTS["connecting"])), onward).encode()
        )

    def _filled(self, template: str, translator: Translator) -> str:
        texts = {name: translator.say(Text(msgid)) for name, msgid in _TEXTS.items()}
        values = {
            "language": translator.language,
            "title": texts["title"],
            "texts": msgspec.json.encode(texts).decode(),
            "control": "yes" if self._control else "no",
        }
        return re.sub(r"\{\{(\w+)\}\}", lambda match: html.escape(values[match[1]]), template)

    def _translator(self, accepted: str) -> Translator:
        return self._translators[preferred_language(accepted, self._language)]


def preferred_language(accepted: str, otherwise: str) -> str:
    """The best of our languages in an ``Accept-Language`` header; ``otherwise`` when it names none of them."""
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(",")[:_MAX_LANGUAGES]:
        match = _QUALITY.match(part)
        if match is not None and match["tag"].lower() in LANGUAGES:
            wanted.append((float(match["q"] or 1.0), match["tag"].lower()))
    # Of equals the first is meant.
    quality, language = max(wanted, key=lambda each: each[0], default=(0.0, otherwise))
    return language if quality > 0 else otherwise


def safety_headers(scheme: str, host: str) -> dict[str, str]:
    """What every answer says beside its body.

    Args:
        scheme: ``http`` or ``https``.
        host: the ``Host`` header, once it is known to be our own; empty before that.
    """
    # Older Safari does not take 'self' for the live connection.
    live = f" {'wss' if scheme == 'https' else 'ws'}://{host}" if host else ""
    return {
        "Content-Security-Policy": (
            f"default-src 'self'; connect-src 'self'{live}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'; object-src 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def _bare(translator: Translator, sentence: str, head: str) -> str:
    """A page of one sentence that needs no other file."""
    title = html.escape(translator.say(Text(_TEXTS["title"])))
    return (
        f'<!doctype html>\n<html lang="{translator.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="dark">{head}<title>{title}</title></head>'
        f"<body><h1>{html.escape(sentence)}</h1></body></html>\n"
    )
