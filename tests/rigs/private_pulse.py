"""A sound interface made of software: a PulseAudio daemon of one's own with a null sink.

What is played into the sink arrives bit for bit at its monitor, which PortAudio (and so sounddevice and PyAudio)
opens through ALSA under the name `INPUT_NAME`. No session bus, no sound hardware and no rights are needed; several
daemons can run side by side, because each has its socket and its ALSA configuration in a folder of its own.

    with PrivatePulse(tmp_path) as pulse:
        subprocess.run([...], env={**os.environ, **pulse.env()})
        pulse.play(samples)
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

SampleFormat = Literal["s16le", "s24le", "s32le"]

INPUT_NAME = "studio_in"
"""Name of the recording device, as ALSA and PortAudio list it."""

OUTPUT_NAME = "studio_out"
"""Name of the playing device."""

_SINK = "studio"
_START_TIMEOUT_S = 20.0
_COMMAND_TIMEOUT_S = 10.0
_POLL_S = 0.02

_ASOUND_CONF = f"""\
pcm.!default {{ type pulse }}
ctl.!default {{ type pulse }}
pcm.{INPUT_NAME} {{ type pulse  device "{_SINK}.monitor"  hint {{ show on description "Studio rig in" }} }}
pcm.{OUTPUT_NAME} {{ type pulse  device "{_SINK}"  hint {{ show on description "Studio rig out" }} }}
"""


class PrivatePulse:
    """A running daemon with one null sink.

    Args:
        folder: an empty folder for socket, state, log and ALSA configuration; its path must be shorter than about
            90 characters, because a Unix socket lies in it.
        rate_hz: rate of the sink; a client that asks for another one is resampled without being told. While nothing
            plays, the sink takes the rate of the first who opens it, if that is 48 kHz or this one.
        sample_format: depth of the sink; ``s16le`` makes an "interface" that only pretends to give 24 bits.
        channels: channels of the sink.
    """

    def __init__(
        self, folder: Path, rate_hz: int = 48_000, sample_format: SampleFormat = "s32le", channels: int = 2
    ) -> None:
        self.rate_hz = rate_hz
        self.sample_format: SampleFormat = sample_format
        self.channels = channels
        self._folder = folder
        self._runtime = folder / "pulse"
        self._socket = self._runtime / "native"
        self._log = folder / "pulse.log"
        self._module = ""
        self._daemon: subprocess.Popen[bytes] | None = None
        (self._runtime / "state").mkdir(parents=True, exist_ok=True)
        self._runtime.chmod(0o700)
        (folder / "asound.conf").write_text(_ASOUND_CONF, encoding="utf-8")
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def env(self) -> dict[str, str]:
        """What a program must find in its environment to see this interface (and no other)."""
        return {
            "PULSE_RUNTIME_PATH": str(self._runtime),
            "PULSE_STATE_PATH": str(self._runtime / "state"),
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": f"/usr/share/alsa/alsa.conf:{self._folder / 'asound.conf'}",
            "JACK_NO_START_SERVER": "1",
        }

    @property
    def pid(self) -> int:
        """Process number of the daemon."""
        assert self._daemon is not None, "the daemon is stopped"
        return self._daemon.pid

    def start(self) -> None:
        """Start the daemon and its sink; also after `kill` or `stop`, as the same device come back."""
        self._socket.unlink(missing_ok=True)
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
        command += ["--high-priority=no", "--realtime=no", "--disable-shm=yes"]
        command += ["--log-target=stderr", "--log-level=error"]
        command += ["-L", f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}"]
        with self._log.open("ab") as log:
            # Standard input from /dev/null: the daemon wakes without end on a closed or exhausted one.
            self._daemon = subprocess.Popen(
                command, env={**os.environ, **self.env()}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait_until_it_answers()
        self.reload()

    def _wait_until_it_answers(self) -> None:
        deadline_s = time.monotonic() + _START_TIMEOUT_S
        while not self._socket.exists() or self._pactl("info", check=False).returncode:
            assert self._daemon is not None
            if self._daemon.poll() is not None or time.monotonic() > deadline_s:
                self.stop()
                raise RuntimeError(f"pulseaudio did not start: {self._log.read_text(encoding='utf-8')}")
            time.sleep(_POLL_S)

    def _pactl(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *arguments],
            env={**os.environ, **self.env()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_COMMAND_TIMEOUT_S,
            check=check,
        )

    def add_input(self, name: str, kind: str = "pulse") -> None:
        """List one more recording device, as when another interface is plugged in; it hears the same sink.

        A ``kind`` of ALSA plugin that does not exist makes a device that cannot be opened.
        """
        hint = f'hint {{ show on description "{name}" }}'
        with (self._folder / "asound.conf").open("a", encoding="utf-8") as config:
            config.write(f'pcm.{name} {{ type {kind}  device "{_SINK}.monitor"  {hint} }}\n')

    def unload(self) -> None:
        """Pull the cable: the sink and its monitor vanish, the daemon stays."""
        self._pactl("unload-module", self._module)

    def reload(self) -> None:
        """Plug the cable in: the sink appears."""
        # norewinds=1: without it the null sink rewrites what it has already given to the monitor.
        answer = self._pactl(
            "load-module",
            "module-null-sink",
            f"sink_name={_SINK}",
            f"rate={self.rate_hz}",
            f"format={self.sample_format}",
            f"channels={self.channels}",
            "norewinds=1",
        )
        self._module = answer.stdout.strip()
        self._pactl("set-default-source", f"{_SINK}.monitor")

    def suspend(self) -> None:
        """Make the interface fall silent without a word: recording streams stay open and get nothing."""
        self._pactl("suspend-sink", _SINK, "1")

    def resume(self) -> None:
        """End `suspend`."""
        self._pactl("suspend-sink", _SINK, "0")

    def freeze(self) -> None:
        """Stop the daemon with SIGSTOP: streams stall, and closing one blocks until `thaw`."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """End `freeze`."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End the daemon with SIGKILL, as if it had crashed; `start` brings it back."""
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait()
            self._daemon = None

    def stop(self) -> None:
        """End the daemon. Idempotent."""
        if self._daemon is None:
            return
        self._daemon.send_signal(signal.SIGCONT)
        self._daemon.terminate()
        try:
            self._daemon.wait(_COMMAND_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._daemon.kill()
            self._daemon.wait()
        self._daemon = None

    def start_playing(self, samples: NDArray[np.int32]) -> subprocess.Popen[bytes]:
        """Begin to play samples at the sink's rate, without waiting.

        Args:
            samples: int32 of shape (frames, channels), full scale ±2³¹. They arrive unchanged when the sink has as
                many bits as the samples use; a shallower sink cuts them.

        Returns:
            the player; it ends by itself once everything has been played.
        """
        sound = self._folder / f"play-{time.monotonic_ns()}.raw"
        samples.astype("<i4").tofile(sound)
        command = ["pacat", "--playback", "--raw", f"--device={_SINK}", "--format=s32le"]
        command += [f"--rate={self.rate_hz}", f"--channels={samples.shape[1]}", str(sound)]
        return subprocess.Popen(command, env={**os.environ, **self.env()}, stdin=subprocess.DEVNULL)

    def play(self, samples: NDArray[np.int32]) -> None:
        """Play samples and wait until they have been played; see `start_playing`."""
        with self.start_playing(samples) as player:
            if player.wait(len(samples) / self.rate_hz + _COMMAND_TIMEOUT_S):
                raise RuntimeError(f"pacat ended with {player.returncode}")
