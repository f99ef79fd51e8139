"""Presets: what a destination asks of a file, one TOML each, every rule with its source in the document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from studio_tui.text import N_, StudioError
from studio_tui.toml_values import decode_toml

MAX_PRESET_BYTES = 200_000
MAX_RULES = 200

Severity = Literal["fail", "warn", "info"]
"""What a rule that is not met does: fails the file, warns, or only tells."""

Claim = Literal[
    "video_tracks", "audio_tracks", "duration_s",
    "video_codec", "width_px", "height_px", "scan", "frame_rate_hz", "bits_per_component", "video_bitrate_mbps",
    "sample_rate_hz", "channels", "audio_bits",
]  # fmt: skip
"""What a container says of itself."""

Measure = Literal[
    "video_tracks", "audio_tracks", "duration_s", "length_gap_s", "decode_errors",
    "video_codec", "width_px", "height_px", "scan", "frame_rate_hz", "frame_rate_constant", "bits_per_component",
    "video_bitrate_mbps", "lost_frames", "repeated_frame_share", "black_longest_s", "freeze_longest_s",
    "sample_rate_hz", "channels_with_signal", "used_bits", "silence_longest_s", "dropout_longest_s",
    "clipped_runs", "lost_samples", "integrated_lufs", "true_peak_dbtp",
    "loudness_range_lu", "sample_peak_dbfs", "real_bits", "bandwidth_hz", "real_rate_hz", "flat_top_runs",
    "dropouts", "hum_dbfs", "noise_floor_dbfs_a", "speech_snr_db", "correlation_min", "dual_mono", "inverted",
    "dc_offset", "crest_db", "balance_db",
    "pace_wpm", "pace_overall_wpm", "articulation_wpm", "syllables_per_s", "pause_share", "pause_longest_s",
    "script_read_share", "script_left_s",
]  # fmt: skip
"""What can be measured in a file, see `studio_tui.checking.measurements`."""

_Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
_Line = Annotated[str, Meta(max_length=300)]
_Positive = Annotated[float, Meta(gt=0, le=3600)]
_Limit = float | int | str | bool


class PresetError(StudioError):
    """A preset that cannot be used: which one, where in it, what to do."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a preset. Unknown keys are refused: a rule with a typing mistake would judge nothing."""


class Title(_Table, frozen=True, kw_only=True):
    """The preset's name for people, in the three languages."""

    kk: _Line
    ru: _Line
    en: _Line


class Head(_Table, frozen=True, kw_only=True):
    """``[preset]``: which spec this is."""

    name: _Name
    title: Title
    document: _Line
    """The document that the rules come from."""
    allow_ntsc_rates: bool = False
    """Whether 24000/1001 counts as 24, 30000/1001 as 30 and so on. Read strictly, 23.976 is below 24."""


class Measuring(_Table, frozen=True, kw_only=True):
    """``[measuring]``: what counts as silent, black or frozen."""

    silence_dbfs: Annotated[float, Meta(ge=-120, le=0)] = -60.0
    """A channel is silent while all its samples stay below this."""
    dropout_dbfs: Annotated[float, Meta(ge=-180, le=0)] = -100.0
    """Below this there is no microphone at the other end: a room with an open one is louder."""
    black_luma: Annotated[float, Meta(ge=0, le=255)] = 20.0
    """A picture is black when nearly all of it is at or below this luma (8 bit, black at 16)."""
    freeze_s: _Positive = 2.0
    """How long a picture must not change to be called frozen."""


class LoudnessTarget(_Table, frozen=True, kw_only=True):
    """``[loudness]``: where speech should be for this destination; the lines on the meters."""

    target_lufs: Annotated[float, Meta(ge=-40, le=0)] = -23.0
    tolerance_lu: Annotated[float, Meta(ge=0, le=10)] = 1.0
    true_peak_max_dbtp: Annotated[float, Meta(ge=-20, le=0)] = -1.0
    source: _Line = "EBU R 128"


class Band(_Table, frozen=True, kw_only=True):
    """A band of speaking rates, spoken words per minute."""

    low_wpm: Annotated[float, Meta(ge=20, le=400)] = 150.0
    high_wpm: Annotated[float, Meta(ge=20, le=400)] = 180.0


class Pace(_Table, frozen=True, kw_only=True):
    """``[pace]``: how fast a speaker should read, by the script's language."""

    kk: Band = Band()
    ru: Band = Band()
    en: Band = Band()
    source: _Line = ""

    def band(self, language: Literal["kk", "ru", "en"]) -> Band:
        """The band of a language."""
        return {"kk": self.kk, "ru": self.ru, "en": self.en}[language]


class Rule(_Table, frozen=True, kw_only=True):
    """``[[rule]]``: one line of the spec.

    Limits are met by the measured value; with ``claim_must_hold`` the container's claim must meet them too.
    A rule without limits only tells what was measured.
    """

    id: _Name
    measure: Measure
    claim: Claim | None = None
    claim_must_hold: bool = False
    at_least: float | None = None
    at_most: float | None = None
    equals: _Limit | None = None
    one_of: tuple[str, ...] = ()
    with_note: tuple[str, ...] = ()
    """Values that are accepted although ``one_of`` does not list them; the finding is then a warning."""
    required_as: Annotated[str, Meta(max_length=20)] = ""
    """Short form of what is required, to be shown in place of a long ``one_of``."""
    unit: Annotated[str, Meta(max_length=20)] = ""
    """Of measure and limits. ``%`` where the measure is a share: the limits then are percent of it."""
    severity: Severity = "fail"
    lossy: Literal["undecided", "info"] = "undecided"
    """What to say where the question makes no sense because the sound is coded with losses (``used_bits``)."""
    unknown: Literal["by_severity", "info"] = "by_severity"
    """What to say where it could not be told. By severity: undecided for a rule that must hold, else a warning."""
    band: Literal["", "pace"] = ""
    """``pace``: the limits are those of ``[pace]`` for the language of the script."""
    source: _Line = ""

    @property
    def has_limit(self) -> bool:
        """Whether the rule asks for anything."""
        return bool(self.one_of or self.band) or any(
            limit is not None for limit in (self.at_least, self.at_most, self.equals)
        )


class Preset(_Table, frozen=True, kw_only=True):
    """A whole preset."""

    preset: Head
    measuring: Measuring = Measuring()
    loudness: LoudnessTarget = LoudnessTarget()
    pace: Pace = Pace()
    rule: Annotated[tuple[Rule, ...], Meta(min_length=1, max_length=MAX_RULES)]

    @property
    def name(self) -> str:
        """The preset's short name."""
        return self.preset.name


def preset_names() -> tuple[str, ...]:
    """Names of the presets that come with the program, sorted."""
    folder = _folder()
    return tuple(sorted(path.stem for path in folder.glob("*.toml"))) if folder else ()


def load_preset(name_or_path: str) -> Preset:
    """A preset that comes with the program, by name, or any other by its path (ending in ``.toml``).

    Raises:
        PresetError: there is none, or it is too large, no TOML, or says something that is not understood.
    """
    path = _find(name_or_path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_PRESET_BYTES + 1)
    except OSError as problem:
        raise PresetError(
            N_("The preset {file} cannot be read: {why}.", file=str(path), why=problem.strerror or "")
        ) from problem
    if len(content) > MAX_PRESET_BYTES:
        raise PresetError(N_("{file} is too large to be a preset.", file=str(path)))
    preset = decode_toml(content, Preset, path, PresetError)
    _refuse_nonsense(preset, path)
    return preset


def _find(name_or_path: str) -> Path:
    if name_or_path.endswith(".toml"):
        return Path(name_or_path)
    names = preset_names()
    folder = _folder()
    if folder is None or name_or_path not in names:
        raise PresetError(
            N_(
                "There is no preset named {name}. Choose one of {names}, or give the path of a .toml file.",
                name=_printable(name_or_path),
                names=", ".join(names),
            )
        )
    return folder / f"{name_or_path}.toml"


def _folder() -> Path | None:
    """``presets/`` inside the installed package, or beside it in the repository."""
    package = Path(__file__).parent
    return next((path for path in (package / "presets", package.parent / "presets") if path.is_dir()), None)


def _refuse_nonsense(preset: Preset, path: Path) -> None:
    """What the types cannot say: ids are unique, limits fit the kind of value that is measured."""
    seen: set[str] = set()
    for rule in preset.rule:
        if rule.id in seen:
            raise PresetError(N_("{file} has two rules named {rule}.", file=str(path), rule=rule.id))
        seen.add(rule.id)
        numeric = rule.at_least is not None or rule.at_most is not None
        wrong = (numeric and rule.measure in _WORDS) or (bool(rule.one_of) and rule.measure not in _WORDS)
        wrong = wrong or (bool(rule.band) and (numeric or rule.measure not in _RATES))
        wrong = wrong or (rule.unit == "%" and rule.measure not in _SHARES)
        if wrong or (rule.claim_must_hold and rule.claim is None):
            raise PresetError(
                N_(
                    "{file}: the limits of rule {rule} do not fit what it measures ({measure}).",
                    file=str(path),
                    rule=rule.id,
                    measure=rule.measure,
                )
            )


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:100]


_WORDS = frozenset({"video_codec", "scan"})
"""Measures whose values are words, not numbers."""

_SHARES = frozenset({"dc_offset", "repeated_frame_share", "pause_share", "script_read_share"})
"""Measures that are a share of something, 0 to 1, and may be judged in percent."""

_RATES = frozenset({"pace_wpm", "pace_overall_wpm", "articulation_wpm"})
"""Measures that a band of speaking rates fits."""

MEASURES: tuple[Measure, ...] = get_args(Measure)
