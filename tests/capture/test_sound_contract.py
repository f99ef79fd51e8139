"""Every sound backend keeps the same promises, on a real PulseAudio through PortAudio and on the simulated one."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from studio_tui.capture.openers import sound_opener, start_rig
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.simulated.rig import SimulatedRig
from studio_tui.capture.sound import Samples, SoundBlock, SoundFormat, SoundSource
from studio_tui.capture.sounddevice_source import SoundDeviceSource
from studio_tui.config import Settings, SoundSettings
from studio_tui.i18n import Translator
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse

RATE_HZ = 48_000
BLOCK_MS = 20
BLOCK = RATE_HZ * BLOCK_MS // 1000
LOST_WITHIN_S = 2.0
PATIENCE_S = 20.0  # for what must happen, but not at any particular moment

Open = Callable[[], SoundSource]


@dataclass(frozen=True)
class Bench:
    """A backend on the bench: how to open it, and how to pull its cable out and plug it in again."""

    open: Open
    unplug: Callable[[], None]
    plug_in: Callable[[], None]


@pytest.fixture(scope="module")
def pulse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePulse]:
    with pytest.MonkeyPatch.context() as patch, PrivatePulse(tmp_path_factory.mktemp("pulse")) as daemon:
        for name, value in daemon.env().items():
            patch.setenv(name, value)
        yield daemon


def _settings(backend: str) -> SoundSettings:
    assert backend in {"sounddevice", "pyaudio", "simulated"}
    return SoundSettings(backend=backend, device=INPUT_NAME, block_ms=BLOCK_MS)  # type: ignore[arg-type]


def _float_source() -> SoundSource:
    """As on JACK, Core Audio and WASAPI, which deliver float32."""
    return SoundDeviceSource(_settings("sounddevice"), float_hosts=frozenset({"ALSA"}))


def _through_pulse(name: str) -> Open:
    return _float_source if name == "float32" else sound_opener(_settings(name), SimulatedRig())


@pytest.fixture(params=["sounddevice", "pyaudio", "float32"])
def open_through_pulse(request: pytest.FixtureRequest, pulse: PrivatePulse) -> Open:  # noqa: ARG001 - it must run
    return _through_pulse(request.param)


@pytest.fixture(params=["sounddevice", "pyaudio", "simulated"])
def bench(request: pytest.FixtureRequest) -> Bench:
    if request.param != "simulated":
        pulse: PrivatePulse = request.getfixturevalue("pulse")
        return Bench(_through_pulse(request.param), pulse.unload, pulse.reload)
    rig = start_rig(Settings(sound=_settings("simulated"), camera=()), ["unplug-audio@3+0.5"])
    opener = sound_opener(_settings("simulated"), rig)
    unplugged_s, plugged_s = rig.started_s + 3.0, rig.started_s + 3.5
    return Bench(opener, lambda: _sleep_until(unplugged_s), lambda: _sleep_until(plugged_s))


def _sleep_until(moment_s: float) -> None:
    time.sleep(max(0.0, moment_s - time.monotonic()))


def _read_blocks(source: SoundSource, count: int) -> list[SoundBlock]:
    """The next blocks; fails rather than waits without end."""
    deadline_s = time.monotonic() + PATIENCE_S
    blocks: list[SoundBlock] = []
    while len(blocks) < count:
        assert time.monotonic() < deadline_s, f"only {len(blocks)} of {count} blocks came"
        block = source.read(0.2)
        if block is not None:
            blocks.append(block)
    return blocks


def _read_until_lost(source: SoundSource) -> float:
    """Seconds until the source says that the device has gone."""
    start_s = time.monotonic()
    while time.monotonic() < start_s + PATIENCE_S:
        try:
            source.read(0.2)
        except DeviceError:
            break
    return time.monotonic() - start_s


def test_gives_the_format_that_was_asked_for(bench: Bench) -> None:
    with closing(bench.open()) as source:
        assert source.format == SoundFormat(RATE_HZ, 2, 24)
        assert source.name
        for block in _read_blocks(source, 10):
            assert block.samples.dtype == np.int32
            assert block.samples.shape == (BLOCK, 2)
            assert block.samples.flags.c_contiguous
            assert not block.samples.flags.writeable


def test_counts_every_frame_and_stamps_it_on_the_monotonic_clock(bench: Bench) -> None:
    before_s = time.monotonic()
    with closing(bench.open()) as source:
        blocks = _read_blocks(source, 40)
        after_s = time.monotonic()
        assert [block.index for block in blocks] == [number * BLOCK for number in range(40)]
        assert source.overflows == 0
    stamps = [block.at_s for block in blocks]
    assert all(earlier < later for earlier, later in itertools.pairwise(stamps))
    # Nothing is captured in the future, nor long before the device was opened.
    assert before_s - 1.0 < stamps[0]
    assert stamps[-1] + BLOCK / RATE_HZ < after_s + 0.001


def test_close_may_be_called_twice_and_ends_reading(bench: Bench) -> None:
    source = bench.open()
    _read_blocks(source, 2)
    source.close()
    source.close()
    assert _read_until_lost(source) < LOST_WITHIN_S


def test_an_unplugged_device_is_noticed_and_found_again(bench: Bench) -> None:
    with closing(bench.open()) as source:
        _read_blocks(source, 2)
        bench.unplug()
        assert _read_until_lost(source) < LOST_WITHIN_S
        with pytest.raises(DeviceError):
            bench.open()
        bench.plug_in()
        with pytest.raises(DeviceError):
            source.read(0.0)  # the device is back, but this stream belongs to the time before
    with closing(bench.open()) as again:
        assert [block.index for block in _read_blocks(again, 3)] == [0, BLOCK, 2 * BLOCK]


def test_a_reader_that_comes_late_finds_everything(bench: Bench) -> None:
    with closing(bench.open()) as source:
        first = _read_blocks(source, 1)[0]
        time.sleep(0.5)
        blocks = [first, *_read_blocks(source, 30)]
        assert [block.index for block in blocks] == [number * BLOCK for number in range(31)]
        assert source.overflows == 0


def test_24_bits_arrive_unchanged(open_through_pulse: Open, pulse: PrivatePulse) -> None:
    rng = np.random.default_rng(24)
    signal = rng.integers(-(2**23), 2**23, (RATE_HZ, 2), dtype=np.int32) << 8
    signal[0] = [2**31 - 256, -(2**31)]  # full scale both ways, and a beginning that can be found
    with closing(open_through_pulse()) as source:
        with pulse.start_playing(signal):
            heard = _listen(source, len(signal))
        assert source.overflows == 0
    assert np.array_equal(heard, signal)


def _listen(source: SoundSource, frames: int) -> Samples:
    """From the first frame that is not silent."""
    deadline_s = time.monotonic() + PATIENCE_S
    pieces: list[Samples] = []
    expected_index = 0
    while sum(len(piece) for piece in pieces) < frames:
        assert time.monotonic() < deadline_s, "the signal never came"
        block = source.read(0.2)
        if block is None:
            continue
        assert block.index == expected_index
        expected_index += block.frames
        sounding = np.flatnonzero(block.samples.any(axis=1))
        if pieces:
            pieces.append(block.samples)
        elif len(sounding):
            pieces.append(block.samples[sounding[0] :])
    return np.concatenate(pieces)[:frames]


def test_a_suspended_device_stalls_without_a_word_and_goes_on(
    open_through_pulse: Open, pulse: PrivatePulse
) -> None:
    with closing(open_through_pulse()) as source:
        _read_blocks(source, 2)
        pulse.suspend()
        try:
            silent_since_s = time.monotonic()
            while time.monotonic() < silent_since_s + 1.0:  # a whole second without a block
                if source.read(0.2) is not None:
                    silent_since_s = time.monotonic()
        finally:
            pulse.resume()
        _read_blocks(source, 5)


def test_a_frozen_sound_server_stalls_without_a_word_and_goes_on(
    open_through_pulse: Open, pulse: PrivatePulse
) -> None:
    with closing(open_through_pulse()) as source:
        _read_blocks(source, 2)
        pulse.freeze()
        try:
            while source.read(0.3) is not None:
                pass
        finally:
            pulse.thaw()
        _read_blocks(source, 5)


def test_a_crashed_sound_server_is_noticed_and_found_again(open_through_pulse: Open, pulse: PrivatePulse) -> None:
    with closing(open_through_pulse()) as source:
        _read_blocks(source, 2)
        pulse.kill()
        try:
            assert _read_until_lost(source) < LOST_WITHIN_S
            with pytest.raises(DeviceError):
                open_through_pulse()
        finally:
            pulse.start()
    with closing(open_through_pulse()) as again:
        _read_blocks(again, 3)


@pytest.mark.parametrize("backend", ["sounddevice", "pyaudio"])
def test_an_unknown_name_is_answered_with_the_names_there_are(backend: str, pulse: PrivatePulse) -> None:  # noqa: ARG001
    settings = SoundSettings(backend=backend, device="Scarlett")  # type: ignore[arg-type]
    with pytest.raises(DeviceError) as caught:
        sound_opener(settings, SimulatedRig())()
    sentence = Translator("en").say(caught.value.text)
    assert "Scarlett" in sentence
    assert INPUT_NAME in sentence


_LATE_DEVICE = """
import sys
from studio_tui.capture.openers import sound_opener
from studio_tui.capture.simulated.rig import SimulatedRig
from studio_tui.config import SoundSettings
for line in sys.stdin:
    settings = SoundSettings(backend=sys.argv[1], device=line.strip())
    source = sound_opener(settings, SimulatedRig())()
    print(source.name, source.read(20.0).frames, flush=True)
    source.close()
"""


@pytest.mark.parametrize("backend", ["sounddevice", "pyaudio"])
def test_an_interface_plugged_in_while_the_station_runs_is_found(backend: str, tmp_path: Path) -> None:
    """In a process of its own: PortAudio keeps its list while anything in the process holds it."""
    with PrivatePulse(tmp_path) as pulse:
        command = [sys.executable, "-c", _LATE_DEVICE, backend]
        env = {**os.environ, **pulse.env()}
        with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(f"{INPUT_NAME}\n")
            child.stdin.flush()
            assert child.stdout.readline().split() == [INPUT_NAME, str(BLOCK)]
            pulse.add_input("interface_two")
            child.stdin.write("interface_two\n")
            child.stdin.close()
            assert child.stdout.readline().split() == ["interface_two", str(BLOCK)]


def test_an_interface_that_only_claims_24_bits_shows_in_its_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PrivatePulse(tmp_path, sample_format="s16le") as shallow:
        for name, value in shallow.env().items():
            monkeypatch.setenv(name, value)
        signal = np.random.default_rng(16).integers(-(2**31), 2**31 - 1, (RATE_HZ // 4, 2), dtype=np.int32)
        signal[0] = 2**30
        with closing(_through_pulse("sounddevice")()) as source:
            assert source.format.bits == 24
            with shallow.start_playing(signal):
                heard = _listen(source, len(signal))
    assert not (heard & 0xFFFF).any()
    assert (heard & 0x10000).any()
