"""Notes beside a take come back as they were written, and damaged ones do no harm."""

import threading
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tui.course.clean import clean_line, clean_text
from studio_tui.course.take import Take, VideoCode
from studio_tui.recording.library import take_file
from studio_tui.recording.sidecar import SidecarError, all_sidecars, read_sidecar, sidecar_bytes, write_sidecar
from tests.rigs.recorded_feed import SLATE

TAKE = Take(
    station="A", code=SLATE.code, title=SLATE.title, number=3, state="checked", file=take_file(SLATE, 3),
    started_at="2026-11-23T10:15:00.000+05:00", duration_s=412.56, frames=10314, samples=19802880, verdict="pass",
    findings_json='[{"rule": "audio_bits"}]', speaker="Қ. Әбдіғалиева", note="Жақсы дубль.\nЕкінші жол.",
)  # fmt: skip


def place(library: Path, data: bytes) -> Path:
    path = library / "К1" / "M1" / "К1_M1_С1_В5_T01.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(max_size=60), note=st.text(max_size=200), bitrate=st.floats(0, 1000), frames=st.integers(0, 2**40)
)
def test_any_take_comes_back(tmp_path: Path, title: str, note: str, bitrate: float, frames: int):
    take = msgspec.structs.replace(TAKE, title=title, note=note, video_bitrate_mbps=bitrate, frames=frames)
    path = place(tmp_path, sidecar_bytes(take))
    assert read_sidecar(path) == msgspec.structs.replace(take, title=clean_line(title), note=clean_text(note))


def test_people_can_read_it(tmp_path: Path):
    (tmp_path / "К1" / "M1").mkdir(parents=True)
    write_sidecar(tmp_path, TAKE)
    (path,) = tmp_path.glob("*/*/*.toml")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert 'title = "Жасуша құрылысы"' in text
    assert "None" not in text
    assert tomllib.loads(text)["code"] == {"course": 1, "module": 1, "lesson": 1, "video": 5}


def test_control_and_bidi_characters_stop_here(tmp_path: Path):
    hostile = msgspec.structs.replace(TAKE, title="a\x1b]0;b\u202ec", speaker="\u200bx\x07", note="one\x9b2\ntwo")
    read = read_sidecar(place(tmp_path, sidecar_bytes(hostile)))
    assert (read.title, read.speaker, read.note) == ("a]0;bc", "x", "one2\ntwo")


DAMAGED = {
    "empty": b"",
    "zeros": b"\x00" * 100,
    "no UTF-8": b"\xff\xfe",
    "no TOML": b"station = [",
    "cut short": b'title = "half a ta',
    "number in words": sidecar_bytes(TAKE).replace(b"number = 3", b'number = "three"'),
    "take 0": sidecar_bytes(TAKE).replace(b"number = 3", b"number = 0"),
    "lesson -1": sidecar_bytes(TAKE).replace(b"lesson = 1", b"lesson = -1"),
    "unknown state": sidecar_bytes(TAKE).replace(b'"checked"', b'"sleeping"'),
    "nested deep": b"x = " + b"[" * 50_000,
    "too large": b"# " + b"x" * 5_000_000,
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_damaged_notes_are_named(tmp_path: Path, data: bytes):
    path = place(tmp_path, data)
    with pytest.raises(SidecarError) as refused:
        read_sidecar(path)
    assert refused.value.text.args["file"] == str(path)


def test_missing_notes_are_named(tmp_path: Path):
    with pytest.raises(SidecarError):
        read_sidecar(tmp_path / "nothing.toml")


def test_damaged_notes_do_not_hide_the_others(tmp_path: Path):
    place(tmp_path, b"not toml [")
    write_sidecar(tmp_path, TAKE)
    other = msgspec.structs.replace(TAKE, code=VideoCode(1, 1, 2, 1), file="К1/M1/К1_M1_С2_В1_T03.mov")
    write_sidecar(tmp_path, other)
    assert sorted(take.identity for take in all_sidecars(tmp_path)) == ["A/K1M1C1B5/T03", "A/K1M1C2B1/T03"]


def test_a_reader_never_sees_half_of_it(tmp_path: Path):
    place(tmp_path, b"")
    long = msgspec.structs.replace(TAKE, findings_json="x" * 300_000)
    write_sidecar(tmp_path, TAKE)
    (path,) = [found for found in tmp_path.glob("*/*/*.toml") if "T03" in found.name]
    done = threading.Event()

    def write() -> None:
        for n in range(40):
            write_sidecar(tmp_path, long if n % 2 else TAKE)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not done.is_set():
        seen.add(len(read_sidecar(path).findings_json))
    writer.join()
    assert seen <= {len(TAKE.findings_json), 300_000}
    assert not list(tmp_path.glob("*/*/.*.tmp"))
