"""``studio-tui takes``: the log as a list and as JSON, and brought back from the sidecars."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from studio_tui.checking.findings import Finding
from studio_tui.course.take import Slate, Take, VideoCode
from studio_tui.inventory.opening import LOG_FILE
from studio_tui.recording.claim import claim_take
from studio_tui.recording.library import take_files
from studio_tui.station.take_log import TakeLog
from studio_tui.text import N_
from tests.rigs.command_line import CommandLine, is_one_sentence, only_document, private_sockets

TITLE = "Ғылыми әдіс: өлшеу мен қателік"
FINDINGS = (Finding(rule="silence", status="fail", message=N_("A channel is silent."), at_s=((1.0, 6.5),)),)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    with private_sockets(monkeypatch):
        yield CommandLine(tmp_path)


@pytest.fixture
def logged(call: CommandLine) -> list[Take]:
    """Three takes as a station leaves them: passed and accepted, failed, and one that was not judged."""
    log = TakeLog(call.library)
    takes = []
    for minute, (video, verdict) in enumerate(((5, "pass"), (5, "fail"), (6, None))):
        claimed = claim_take(call.library, "T", Slate(VideoCode(1, 1, 1, video), TITLE))
        claimed.holding.release()
        take = msgspec.structs.replace(
            claimed.take,
            state="checked" if verdict else "recorded",
            verdict=verdict,
            started_at=f"2026-03-14T10:0{minute}:00.000+05:00",
            duration_s=61.5,
            findings_json=msgspec.json.encode(FINDINGS).decode() if verdict else "",
        )
        takes.append(log.keep(take))
    takes[0] = log.decide(takes[0].identity, "Дауыс анық", accept=True)
    log.close()
    return takes


def forget(call: CommandLine) -> None:
    for file in call.library.glob(f"{LOG_FILE}*"):
        file.unlink()


def listed(call: CommandLine, *arguments: str) -> list[dict[str, object]]:
    result = call("takes", "--json", *arguments)
    assert result.exit_code == 0, result.output
    return only_document(result.stdout)["takes"]


@pytest.mark.usefixtures("logged")
def test_the_list_is_newest_first_with_everything_to_tell_takes_apart(call: CommandLine) -> None:
    result = call("takes", "--list")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[1] for line in lines] == ["T/K1M1C1B6/T01", "T/K1M1C1B5/T02", "T/K1M1C1B5/T01"]
    assert all(line.endswith(TITLE) for line in lines)
    assert [
        [word for word in ("pass", "fail", "accepted", "checked", "recorded") if word in line] for line in lines
    ] == [
        ["recorded"],
        ["fail", "checked"],
        ["pass", "accepted"],
    ]
    assert "61.5 s" in lines[0]
    assert lines[0].startswith("2026-03-14T10:02")


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_list_speaks_the_users_language(call: CommandLine, language: str) -> None:
    english = call("takes", "--list").stdout
    other = call("takes", "--list", language=language).stdout
    assert "accepted" in english
    assert "accepted" not in other
    assert TITLE in other


def test_the_document(call: CommandLine, logged: list[Take]) -> None:
    newest, failed, accepted = listed(call)
    assert (newest["take"], newest["video"], newest["verdict"]) == ("T/K1M1C1B6/T01", "K1M1C1B6", None)
    assert (newest["title"], newest["findings"]) == (TITLE, [])
    assert [finding["rule"] for finding in failed["findings"]] == ["silence"]
    assert (accepted["state"], accepted["note"], accepted["file"]) == ("accepted", "Дауыс анық", logged[0].file)
    assert "findings_json" not in accepted


def test_before_the_first_take_the_list_is_empty(call: CommandLine) -> None:
    assert listed(call) == []
    result = call("takes", "--list")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert not call.library.exists()


@pytest.mark.usefixtures("logged")
def test_a_log_that_was_deleted_comes_back_from_the_sidecars(call: CommandLine) -> None:
    before = listed(call)
    forget(call)
    assert listed(call) == []
    result = call("takes", "--rebuild")
    assert (result.exit_code, result.stdout.strip()) == (0, "Takes that were missing in the log: 3")
    assert listed(call) == before
    assert "0" in call("takes", "--rebuild").stdout


@pytest.mark.usefixtures("logged")
def test_rebuilding_and_listing_prints_one_document(call: CommandLine) -> None:
    forget(call)
    result = call("takes", "--rebuild", "--json")
    assert len(only_document(result.stdout)["takes"]) == 3
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("logged")
def test_a_damaged_log_is_told_of_and_made_anew(call: CommandLine) -> None:
    before = listed(call)
    forget(call)
    (call.library / LOG_FILE).write_bytes(b"a letter, not a database" * 500)
    result = call("takes", "--json")
    assert only_document(result.stdout)["takes"] == before
    assert "damaged" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_sidecar_that_was_edited_into_nonsense_is_left_out(call: CommandLine, logged: list[Take]) -> None:
    take_files(call.library, logged[1].file).sidecar.write_text("number = [", encoding="utf-8")
    forget(call)
    result = call("takes", "--rebuild")
    assert result.exit_code == 0
    assert len(listed(call)) == 2


def test_a_title_with_control_characters_cannot_steer_the_terminal(call: CommandLine, logged: list[Take]) -> None:
    sidecar = take_files(call.library, logged[0].file).sidecar
    text = sidecar.read_text(encoding="utf-8")
    assert TITLE in text
    sidecar.write_text(text.replace(TITLE, "\\u001b[2J\\u202eтақырып"), encoding="utf-8")
    forget(call)
    call("takes", "--rebuild")
    shown = call("takes", "--list").stdout
    assert "тақырып" in shown
    assert not set(shown) & {"\x1b", "\u202e"}


def test_a_log_that_cannot_be_opened_is_one_sentence(call: CommandLine) -> None:
    (call.library / LOG_FILE).mkdir(parents=True)
    for arguments in (["--list"], ["--json"], ["--rebuild"]):
        assert is_one_sentence(call("takes", *arguments))


def test_the_producers_screen_needs_a_station(call: CommandLine) -> None:
    result = call("takes")
    assert is_one_sentence(result)
    assert "No station" in result.stderr
