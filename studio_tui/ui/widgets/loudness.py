"""Loudness after EBU R 128: momentary, short-term and integrated against the target, maxima, range, true peak."""

from __future__ import annotations

from functools import lru_cache

from studio_tui.station.messages import LoudnessTarget, SoundState
from studio_tui.text import N_, Text
from studio_tui.ui.widgets.bars import zoned_bar
from studio_tui.ui.widgets.loudness_history import (
    ABOVE_LU,
    BELOW_LU,
    SWING_LU,
    Timeline,
    columns,
    history_rows,
    scale_share,
)
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit, joined, pad, spread, width_of
from studio_tui.ui.widgets.ruler import Mark, line_at, ruler
from studio_tui.ui.widgets.sound_meter import FIGURE_CELLS, LABEL_CELLS, TAIL_CELLS
from studio_tui.ui.words import Words

_SILENT_BELOW_TARGET_LU = 40.0
_TICKS_LU = (0, 9, -18, -9, -3, 3, 6, -6, -12, -15)
_HISTORY_TAIL_CELLS = 13
_LEAST_CELLS = 8

Measure = tuple[str, float | None]
"""A name, ``M``, ``S`` or ``I``, and its loudness in LUFS."""


def loudness_word(lufs: float | None, target_lufs: float, tolerance_lu: float) -> tuple[Text, Ink]:
    """What a loudness is called, against the target and its tolerance."""
    if lufs is None or lufs < target_lufs - _SILENT_BELOW_TARGET_LU:
        return N_("silent"), "quiet"
    if lufs < target_lufs - tolerance_lu:
        return N_("quiet"), "low"
    if lufs <= target_lufs + tolerance_lu:
        return N_("on target"), "ok"
    return N_("loud"), "hot"


@lru_cache(maxsize=8)
def loudness_ruler(target_lufs: float, cells: int) -> Row:
    """The EBU +9 scale in LUFS, the target in another ink."""
    marks = [
        Mark(f"{target_lufs + tick:g}".replace("-", "−"), scale_share(target_lufs + tick, target_lufs),
             "quiet" if tick else "cue")
        for tick in _TICKS_LU
        if -BELOW_LU <= tick <= ABOVE_LU
    ]  # fmt: skip
    return ruler(marks, cells)


class Loudness(RowsWidget):
    """Three bars over a scale, figures, and the last minutes; or one row of figures with the class ``-short``."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._sound: SoundState | None = None
        self._target = LoudnessTarget()
        self._timeline = Timeline()
        self._history: tuple[object, list[Row]] = (None, [])
        self.history_height = 0
        """Rows of the last minutes, a multiple of 3; 0 leaves them out."""

    def show(self, sound: SoundState, target: LoudnessTarget) -> None:
        """Show the newest loudness."""
        self._sound, self._target = sound, target
        self._timeline.follow(sound.history_lufs)
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Title with the target, a row for each measure, scale, figures, history."""
        del height
        sound = self._sound
        measures: tuple[Measure, ...] = (
            (("M", sound.momentary_lufs), ("S", sound.short_term_lufs), ("I", sound.integrated_lufs))
            if sound
            else (("M", None), ("S", None), ("I", None))
        )
        title = Part(self.say(N_("LOUDNESS")), "strong")
        whose = (
            [Part(f"  {self.say(N_('of the last take'))}", "quiet")] if sound and sound.programme_is_over else []
        )
        if self.has_class("-short"):
            return [self._short(title, measures, width)]
        cells = max(8, width - LABEL_CELLS - TAIL_CELLS)
        target = fit(self._target_words(), width - width_of([title, *whose]) - 2)
        units = f" {'LUFS':>5} {'LU':>4}"
        scale = loudness_ruler(self._target.target_lufs, cells)
        return [
            spread([title, *whose], [Part(target, "quiet")], width),
            *(self._measure(name, value, cells) for name, value in measures),
            (Part(" " * LABEL_CELLS), *scale, Part(units, "quiet")),
            joined(self._figures(), width),
            *self._history_rows(width),
        ]

    def _short(self, title: Part, measures: tuple[Measure, ...], width: int) -> Row:
        groups = [
            [Part(f"{name} ", "strong"), Part(f"{self.words.number(value, 1):>5}")] for name, value in measures
        ]
        word, ink = loudness_word(measures[-1][1], self._target.target_lufs, self._target.tolerance_lu)
        groups[-1].append(Part(f" {self.say(word)}", ink))
        target = self.say(N_("target {lufs}", lufs=f"{self._target.target_lufs:g}".replace("-", "−")))
        peak, *others = self._figures()
        return joined([[title], *groups, peak, [Part(target, "quiet")], *others], width)

    def _target_words(self) -> str:
        target, number = self._target, self.words.number
        return self.say(
            N_(
                "target {lufs} ±{lu} LUFS · {source}",
                lufs=f"{target.target_lufs:g}".replace("-", "−"),
                lu=number(target.tolerance_lu, 0 if target.tolerance_lu % 1 == 0 else 1),
                source=target.source,
            )
        )

    def _measure(self, name: str, lufs: float | None, cells: int) -> Row:
        target_lufs, tolerance_lu = self._target.target_lufs, self._target.tolerance_lu
        if name != "I":
            tolerance_lu += SWING_LU
        # The momentary value swings with every syllable; only the slower ones can be on or off the target.
        word, ink = loudness_word(lufs, target_lufs, tolerance_lu)
        if name == "M":
            word = Text("")
        zones: list[tuple[float, Ink]] = [
            (0.0, "bar-low"),
            (scale_share(target_lufs - tolerance_lu, target_lufs), "bar-ok"),
            (scale_share(target_lufs + tolerance_lu, target_lufs), "bar-hot"),
        ]
        share = 0.0 if lufs is None else scale_share(lufs, target_lufs)
        line, _ = line_at(scale_share(target_lufs, target_lufs), cells)
        bar = zoned_bar(share, cells, zones, {line: ("┊" if share * cells <= line else "┃", "bar-mark")})
        difference = None if lufs is None else lufs - target_lufs
        figures = f" {self.words.number(lufs, 1):>5} {self.words.number(difference, 1, signed=True):>5}"
        return (
            Part(f"{name:<{LABEL_CELLS}}", "strong"),
            *bar,
            Part(figures),
            Part(pad(f" {self.say(word)}", TAIL_CELLS - FIGURE_CELLS), ink),
        )

    def _figures(self) -> list[list[Part]]:
        """True peak, range and maxima, the ones to keep on a narrow screen first."""
        sound, number = self._sound, self.words.number
        if sound is None:
            return [[]]
        peak = sound.true_peak_dbtp
        groups = [[Part(self.say(N_("peak {dbtp} dBTP", dbtp=f"{number(peak, 1):>5}")))]]
        if peak is not None and peak > self._target.true_peak_max_dbtp:
            groups[0] = [Part(f" ▲ {groups[0][0].text.strip()} {self.say(N_('over'))} ", "plate-alarm")]
        groups.append([Part(self.say(N_("range {lu} LU", lu=f"{number(sound.loudness_range_lu, 1):>4}")))])
        for name, value in (("M", sound.momentary_max_lufs), ("S", sound.short_term_max_lufs)):
            groups.append(
                [Part(self.say(N_("max {name} {lufs}", name=name, lufs=f"{number(value, 1):>5}")), "quiet")]
            )
        return groups

    def _history_rows(self, width: int) -> list[Row]:
        """The last minutes, made anew only once a second."""
        timeline, language = self._timeline, self.words.language
        key = (timeline.values, timeline.first_s, width, self.history_height, self._target, language)
        if key != self._history[0]:
            self._history = (key, self._draw_history(width))
        return self._history[1]

    def _draw_history(self, width: int) -> list[Row]:
        height = self.history_height
        cells = width - LABEL_CELLS - _HISTORY_TAIL_CELLS
        if not height or cells < _LEAST_CELLS:
            return []
        values, step_s = columns(self._timeline, cells)
        shown_s = min(len(self._timeline.values), step_s * cells)
        rows = history_rows(values, cells, height, self._target)
        tails = [""] * height
        tails[height // 3 - 1] = f"◂ {f'{self._target.target_lufs:g}'.replace('-', '−')} LUFS"
        if shown_s:
            tails[-1] = self.say(N_("last {time}", time=self.words.duration(shown_s)))
        return [
            (Part(" " * LABEL_CELLS), *row, Part(fit(f" {tail}", _HISTORY_TAIL_CELLS), "quiet"))
            for row, tail in zip(rows, tails, strict=True)
        ]
