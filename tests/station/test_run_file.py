"""The run beside a take: written whole, read with suspicion."""

from pathlib import Path

import msgspec
import pytest

from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.i18n import Translator
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import Reading, Run
from studio_tui.station import run_file
from studio_tui.station.run_file import RunFileError, read_run, run_of, write_run

SCRIPT = Script(file="a.txt", sheet=Sheet(), stages=(Stage(stage="1", text="Судың құрамы."),), language="kk")
RUN = Run(
    readings=(
        Reading(
            script=SCRIPT,
            stage_speeds=(1.25,),
            clocks=(PrompterClock(length_s=3.0), PrompterClock(anchor_s=1.5, running=True, length_s=3.0)),
            end_s=7.25,
        ),
    )
)


def test_it_lies_beside_the_movie_and_comes_back_as_it_was(tmp_path: Path):
    movie = tmp_path / "К1_M1_С1_В1_Су_T01.mov"
    path = run_file.run_file(movie)
    assert path == tmp_path / "К1_M1_С1_В1_Су_T01.prompter.json"
    write_run(path, RUN)
    assert read_run(path) == run_of(movie) == RUN
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_one_that_cannot_be_written_is_said(tmp_path: Path):
    with pytest.raises(RunFileError, match="cannot be written"):
        write_run(tmp_path / "nowhere" / "take.prompter.json", RUN)


def damaged(**clock: float) -> bytes:
    document = msgspec.to_builtins(RUN)
    document["readings"][0]["clocks"][0].update(clock)
    return msgspec.json.encode(document)


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b'{"readings": 3}',
        b"\xff\xfe",
        msgspec.json.encode(RUN)[:-9],
        damaged(wpm=0.0),
        damaged(position_s=-1.0),
        damaged(position_s=99.0),
    ],
)
def test_what_is_no_run_is_refused_with_the_files_name_and_is_none_for_the_check(
    tmp_path: Path, content: bytes | None
):
    path = tmp_path / "take.prompter.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RunFileError) as caught:
        read_run(path)
    assert str(path) in Translator("en").say(caught.value.text)
    assert run_of(tmp_path / "take.mov") == Run()


def test_one_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "take.prompter.json"
    write_run(path, RUN)
    monkeypatch.setattr(run_file, "MAX_RUN_BYTES", 10)
    with pytest.raises(RunFileError, match="too large"):
        read_run(path)
