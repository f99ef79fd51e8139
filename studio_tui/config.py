"""The station's settings: what studio.toml may say, each value documented where it is declared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from platformdirs import user_documents_path

from studio_tui import limits
from studio_tui.text import N_, StudioError
from studio_tui.toml_values import decode_toml

Language = Literal["kk", "ru", "en"]
Role = Literal["camera", "speaker", "producer"]

MAX_SETTINGS_BYTES = 1_000_000

_Seconds = Annotated[float, Meta(gt=0, le=3600)]
_Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]*\Z")]
_Decibels = Annotated[float, Meta(ge=-120, le=0)]


class SettingsError(StudioError):
    """A settings file that cannot be used: which one, where in it, what to do."""


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of studio.toml. Unknown keys are refused, so that a typing mistake is not silently ignored."""


class StationSettings(_Section, frozen=True):
    """``[station]``: who and where this station is."""

    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,20}\Z")] = "A"
    """Part of every take's identity in the log; give each station of a studio its own."""
    language: Literal["", "kk", "ru", "en"] = ""
    """Language a screen starts in; empty follows the system. Every screen can switch while it runs."""
    role: Role = "camera"
    """Screen that ``studio-tui`` opens."""
    library: _Line = ""
    """Folder for takes, log and scripts; empty means ``Studio`` in the user's documents."""
    preset: _Line = "bmg-coursera-source"
    """Spec that takes are checked against: a name from ``presets/`` or a path."""


class SoundSettings(_Section, frozen=True):
    """``[sound]``: the sound interface."""

    backend: Literal["sounddevice", "pyaudio", "simulated"] = "simulated"
    device: _Line = ""
    """Name of the device or part of it; never a number, numbers change when a cable moves."""
    rate_hz: Annotated[int, Meta(ge=8_000, le=384_000)] = 48_000
    bits: Literal[16, 24, 32] = 24
    channels: Annotated[int, Meta(ge=1, le=8)] = 2
    block_ms: Annotated[int, Meta(ge=5, le=200)] = 20
    """Length of one block from the device; meters follow at this pace."""


class CameraSettings(_Section, frozen=True):
    """``[[camera]]``: one capture card; the first is the one that is recorded with the sound."""

    name: Annotated[_Line, Meta(min_length=1, max_length=24)] = "Main"
    backend: Literal["opencv", "simulated"] = "simulated"
    device: _Line = ""
    """Name of the card or part of it, or a device path such as ``/dev/video0``."""
    width_px: Annotated[int, Meta(ge=64, le=8192)] = 1920
    height_px: Annotated[int, Meta(ge=64, le=8192)] = 1080
    frame_rate_hz: Annotated[float, Meta(gt=0, le=240)] = 25.0


class RecordingSettings(_Section, frozen=True):
    """``[recording]``: how takes are written."""

    sync_interval_s: Annotated[float, Meta(ge=0.1, le=0.5)] = 0.5
    """Longest time that recorded material waits in memory before it is forced to the disk."""
    intra_bitrate_mbps: Annotated[float, Meta(ge=50, le=400)] = 80.0
    """Bitrate of the intra H.264 that is written when the card gives no MJPG."""
    keep_free_minutes: Annotated[float, Meta(ge=1, le=100_000)] = 15.0
    """Alarm when the disk holds fewer minutes of recording than this."""


class AlarmSettings(_Section, frozen=True):
    """``[alarms]``: when the station calls out."""

    silence_dbfs: _Decibels = -60.0
    """A channel whose peaks stay below this is silent."""
    silence_s: _Seconds = 4.0
    """How long it must be silent; a lecturer's pause is shorter."""
    black_luma: Annotated[float, Meta(ge=0, le=255)] = 20.0
    """A picture whose brightest 1 % stays below this luma is black."""
    freeze_s: _Seconds = 2.0
    """How long a picture must not change to be frozen."""


class MeterSettings(_Section, frozen=True):
    """``[meters]``: what the sound meters look like."""

    hold_s: Annotated[float, Meta(ge=0, le=10)] = 2.0
    """How long the peak mark stays."""
    ballistics: Literal["ppm1", "ppm2a", "vu", "k20", "k14", "digital18"] = "ppm1"
    """How the level meters move and what scale they have; see `meters.audio.ballistics`."""
    target_lufs: Annotated[float, Meta(ge=-40, le=0)] = 0.0
    """Loudness that the target line stands at; 0 takes the one of the preset."""


class PrompterSettings(_Section, frozen=True):
    """``[prompter]``: the speaker's display."""

    wpm: Annotated[float, Meta(ge=limits.MIN_WPM, le=limits.MAX_WPM)] = 150.0
    """Speaking rate a script starts with; the client's band is 150 to 180."""
    letters: Literal["half", "quadrant", "sextant", "plain", "kitty"] = "quadrant"
    """How big letters are drawn; quadrants are right in every terminal tried. ``kitty`` are pictures with smooth
    edges in terminals that show them (kitty, Ghostty, Konsole, WezTerm), and quadrants in others."""
    letter_rows: Annotated[int, Meta(ge=limits.MIN_LETTER_ROWS, le=limits.MAX_LETTER_ROWS)] = 6
    """Height of a line in terminal rows; ``plain`` ignores it."""
    mirror: bool = False
    """Turn the picture over for a beam-splitter glass."""
    flip: bool = False
    """Turn the picture upside down as well."""
    focus: Annotated[float, Meta(ge=limits.MIN_FOCUS, le=limits.MAX_FOCUS)] = 0.33
    """Where the line being read stands, as a share of the height from the top."""
    count_in_s: Annotated[float, Meta(ge=0, le=30)] = 3.0
    """Seconds that are counted down before the text moves; 0 starts at once."""
    start_with_roll: bool = False
    """Whether the text starts, with its count-in, when a take rolls."""
    follow_voice: bool = False
    """Whether the text holds while the speaker is silent and goes on when the voice returns."""
    patience_s: Annotated[float, Meta(ge=limits.MIN_PATIENCE_S, le=limits.MAX_PATIENCE_S)] = 0.8
    """Silence after which it holds; longer than a breath between two sentences."""
    voice: Literal["energy", "silero"] = "energy"
    """What hears the voice: its energy, or Silero's model (the extra ``silero``) where the room is noisy."""


class TabletSettings(_Section, frozen=True):
    """``[tablet]``: the prompter as a page for a tablet or another computer."""

    on: bool = False
    """Whether the station serves it. The operator's screen shows its address and a key that works once."""
    host: _Line = "127.0.0.1"
    """Address it listens on: this machine alone, or one of this machine's addresses in the studio's network, where
    the page is always encrypted."""
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8750
    """Port it listens on; 0 takes a free one."""
    control: bool = False
    """Whether taps, keys, buttons and a clicker at the page move the text; without it the page only shows."""
    certificate: _Line = ""
    """PEM file that the page is encrypted with. Empty: on this machine alone it is not; in a network the station
    makes a certificate itself, which a tablet warns of once."""
    certificate_key: _Line = ""
    """PEM file of its key; empty when both are in one file."""


class Settings(_Section, frozen=True):
    """The whole of studio.toml. Everything has a default: an empty file is a simulated station."""

    station: StationSettings = StationSettings()
    sound: SoundSettings = SoundSettings()
    camera: tuple[CameraSettings, ...] = (CameraSettings(),)
    recording: RecordingSettings = RecordingSettings()
    alarms: AlarmSettings = AlarmSettings()
    meters: MeterSettings = MeterSettings()
    prompter: PrompterSettings = PrompterSettings()
    tablet: TabletSettings = TabletSettings()
    keys: dict[str, str] = {}
    """Keys by action, e.g. ``record = "f5,r,к"``; see the help of each screen for the names."""

    @property
    def library(self) -> Path:
        """The library's folder, absolute."""
        chosen = self.station.library
        return Path(chosen).expanduser().absolute() if chosen else user_documents_path() / "Studio"


def load_settings(path: Path | None) -> Settings:
    """Read a settings file; without a path, ``studio.toml`` in the working folder if there is one, else defaults.

    Raises:
        SettingsError: the file is missing, too large, no TOML, or says something that is not understood.
    """
    if path is None:
        path = Path("studio.toml")
        if not path.is_file():
            return Settings()
    try:
        with path.open("rb") as file:
            content = file.read(MAX_SETTINGS_BYTES + 1)
    except OSError as problem:
        raise SettingsError(
            N_("The settings file {file} cannot be read: {why}.", file=str(path), why=problem.strerror or "")
        ) from problem
    if len(content) > MAX_SETTINGS_BYTES:
        raise SettingsError(N_("{file} is too large to be a settings file.", file=str(path)))
    settings = decode_toml(content, Settings, path, SettingsError)
    if not settings.camera:
        raise SettingsError(N_("{file} names no camera: add a [[camera]] table.", file=str(path)))
    return settings
