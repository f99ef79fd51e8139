"""The page for a tablet in a browser: opening it, and waiting for what it says."""

from __future__ import annotations

from studio_tui.i18n import Translator
from studio_tui.text import Text
from tests.rigs.browser import Browser
from tests.rigs.tablet_page import ServedPage

SHOWN = "document.querySelectorAll('#script .now').length > 0"
POSITION = "window.prompterPage.position_s()"


def opened(browser: Browser, page: ServedPage) -> Browser:
    """The browser, showing the page."""
    # The page of the test before may still look for a station that is gone.
    browser.open("about:blank")
    browser.wait_for("location.href === 'about:blank'")
    browser.complaints.clear()
    browser.open(page.desk.fresh_address())
    browser.wait_for(f"location.search === '' && {SHOWN}")
    return browser


def style(browser: Browser, selector: str, name: str) -> str:
    """A computed style."""
    found: str = browser.say(f"getComputedStyle(document.querySelector('{selector}')).{name}")
    return found


def said(browser: Browser, part: str, text: Text, language: str = "kk") -> None:
    """Wait until a part of the page says a text."""
    words = Translator(language).say(text)
    browser.wait_for(f"document.getElementById('{part}').textContent.includes({words!r})")
