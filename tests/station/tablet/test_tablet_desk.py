"""Where the page is served, and what becomes of the station when it cannot be."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from studio_tui.config import TabletSettings
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.text import StudioError
from tests.rigs.tablet_page import ServedPage


def test_it_is_off_and_local_unless_told_otherwise(tmp_path: Path) -> None:
    assert (TabletSettings().on, TabletSettings().host, TabletSettings().control) == (False, "127.0.0.1", False)
    with ServedPage(tmp_path, TabletSettings(port=0)) as page:
        assert (page.desk.state.address, page.desk.state.problem) == ("", None)
        with pytest.raises(StudioError, match="on = true"):
            page.desk.fresh_address()
    with ServedPage(tmp_path, TabletSettings(on=True, host="", port=0)) as page:
        assert page.desk.state.address.startswith("http://127.0.0.1:")


def test_a_port_in_use_is_a_sentence_and_nothing_else_fails(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with ServedPage(tmp_path, TabletSettings(on=True, port=port)) as page:
            problem = page.desk.state.problem
            assert problem is not None
            for language in LANGUAGES:
                assert str(port) in Translator(language).say(problem)
            with pytest.raises(StudioError, match="in use"):
                page.desk.fresh_address()


@pytest.mark.parametrize("host", ["192.0.2.77", "no-such-name.invalid"])
def test_an_address_that_is_not_this_machines_is_a_sentence(tmp_path: Path, host: str) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host=host, port=0)) as page:
        problem = page.desk.state.problem
        assert problem is not None
        assert host in Translator("en").say(problem)


def test_all_addresses_are_shown_as_one_that_can_be_reached(tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host="0.0.0.0", port=0)) as page:  # noqa: S104 - on purpose
        assert "0.0.0.0" not in page.desk.state.address  # noqa: S104
        assert page.reader().get("/").status == 200


def test_the_port_is_free_again_afterwards(tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0)) as page, page.reader().live() as live:
        live.hear("state")
        port = page.visitor().port
        page.desk.stop()
        assert live.hear_the_end() == 1001
    with ServedPage(tmp_path, TabletSettings(on=True, port=port)) as again:
        assert again.reader().get("/").status == 200
