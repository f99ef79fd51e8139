"""One take from the roll to its verdict, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from meters.audio.detectors import Voice
from studio_tui.checking.findings import Judgement
from studio_tui.checking.follower import Follower
from studio_tui.checking.judge import judge_file
from studio_tui.checking.signals import TakeFacts
from studio_tui.checking.voices import maker_of_voice
from studio_tui.course.take import Slate, Take
from studio_tui.presets import Preset
from studio_tui.prompter.run import Run
from studio_tui.recording.claim import ClaimedTake
from studio_tui.recording.recorder import Recorder
from studio_tui.station.caption_files import keep_captions
from studio_tui.station.messages import Phase, TakeProgress
from studio_tui.station.run_file import run_file, write_run
from studio_tui.station.run_log import RunLog
from studio_tui.station.spoken_run import spoken_script
from studio_tui.station.take_log import TakeLog, checked_take
from studio_tui.text import StudioError, Text

_FOLLOWER_S = 10.0
"""How long the checker may take after the cut before the file is judged again from its beginning."""
_POLL_S = 0.1
_KEEP_RUN_S = 1.0
_AHEAD_S = 0.3
"""How long before its end a take of a stated length is told of it, so that nothing after the end is written."""


@dataclass(frozen=True)
class TakeParts:
    """What a take is made with.

    Attributes:
        claimed: its name on the disk.
        recorder: writes it.
        follower: the checker that follows it, if one could start.
        preset: what it is judged against.
        log: where it is written down.
        prompted: told of the prompter until the cut.
        was_cut: called at the cut.
        voice: the detector that hears speech in it.
    """

    claimed: ClaimedTake
    recorder: Recorder
    follower: Follower | None
    preset: Preset
    log: TakeLog
    prompted: RunLog
    was_cut: Callable[[], None]
    voice: Voice = "energy"


class TakeRun:
    """Waits for the cut, closes the file, waits for the verdict. Each step is logged before it is shown."""

    def __init__(self, parts: TakeParts, cut_at_s: float | None, judged: Callable[[Take], None]) -> None:
        """Take over a take that rolls.

        Args:
            parts: what it is made with.
            cut_at_s: ``time.monotonic()`` at which it is cut by itself, None for never.
            judged: called on the take's own thread when it has its verdict, or will never have one.
        """
        self._parts = parts
        self._cut_at_s = cut_at_s
        self._judged = judged
        self._cut = threading.Event()
        self._phase: Phase = "rolling"
        self._take = parts.claimed.take
        self._problem: Text | None = None
        self._prompted = Run()
        self._run_kept = (0, 0.0)
        self._thread = threading.Thread(target=self._run, name=f"take {self._take.identity}", daemon=True)

    @property
    def recorder(self) -> Recorder:
        """Where frames and sound go."""
        return self._parts.recorder

    @property
    def take(self) -> Take:
        """The take as it is now."""
        return self._take

    @property
    def phase(self) -> Phase:
        """What is being done with it; idle once nothing is."""
        return self._phase

    @property
    def problem(self) -> Text | None:
        """What goes wrong with it."""
        return self._parts.recorder.progress().problem or self._problem

    def start(self) -> None:
        """Begin to wait for the cut."""
        self._thread.start()

    def cut(self) -> None:
        """End it here. Idempotent."""
        self._parts.recorder.cut()
        self._cut.set()

    def wait(self) -> None:
        """Until it has its verdict."""
        self._thread.join()

    def progress(self) -> TakeProgress:
        """How far it is."""
        done = self._parts.recorder.progress()
        return TakeProgress(
            phase=self._phase,
            slate=Slate(self._take.code, self._take.title),
            number=self._take.number,
            file=self._take.file,
            elapsed_s=done.elapsed_s,
            frames=done.frames,
            lost_frames=done.lost_frames,
            samples=done.samples,
            lost_samples=done.lost_samples,
            bytes_written=done.bytes_written,
            video_bitrate_mbps=done.video_bitrate_mbps,
            queue_share=done.queue_share,
        )

    def _run(self) -> None:
        try:
            self._wait_for_cut()
            self._parts.was_cut()
            self._phase = "closing"
            self._prompted = self._parts.prompted.end(time.monotonic())
            self._log(self._parts.recorder.finish())
            self._keep_run()
            self._phase = "checking"
            if self._take.state == "recorded":
                self._judge()
            else:
                self._leave_unjudged()
        finally:
            # Whatever happened, nobody must wait for this take.
            self._phase = "idle"
            self._judged(self._take)

    def _judge(self) -> None:
        judgement = self._judgement()
        # First the judgement in full: who sees the verdict may ask for it at once.
        self._parts.log.keep_judgement(self._take.identity, judgement)
        self._log(checked_take(self._take, judgement))
        # Behind the verdict, which nobody shall wait for longer than it takes.
        self._keep_captions(judgement)

    def _leave_unjudged(self) -> None:
        """Nothing came, so there is no file to judge; the recorder has said so and rejected the take."""
        if self._parts.follower is not None:
            self._parts.follower.kill()
        self._log(msgspec.structs.replace(self._take, verdict="unreadable"))

    def _wait_for_cut(self) -> None:
        """Until somebody cuts, the time is up, or the recorder has ended because the disk failed."""
        recorder = self._parts.recorder
        while not self._cut.wait(_POLL_S) and not recorder.ended:
            self._keep_changed_run()
            if self._cut_at_s is not None and time.monotonic() >= self._cut_at_s - _AHEAD_S:
                recorder.cut(self._cut_at_s)
                return

    def _keep_changed_run(self) -> None:
        """Now and then, so that a power cut costs no more of the prompter's run than of the take."""
        prompted, now_s = self._parts.prompted, time.monotonic()
        revision, kept_at_s = self._run_kept
        if prompted.revision != revision and now_s - kept_at_s >= _KEEP_RUN_S:
            self._run_kept = (prompted.revision, now_s)
            self._prompted = prompted.run(now_s)
            self._keep_run()

    def _keep_run(self) -> None:
        """Write the prompter's run down beside the take. It is a help, not a part of the take."""
        if not self._prompted.readings:
            return
        try:
            write_run(run_file(self._parts.claimed.movie), self._prompted)
        except StudioError as problem:
            self._problem = problem.text

    def _keep_captions(self, judgement: Judgement) -> None:
        """Write captions down beside the take, if what was said is on the prompter's run."""
        try:
            keep_captions(self._parts.claimed.movie, self._prompted, judgement)
        except StudioError as problem:
            self._problem = problem.text

    def _log(self, take: Take) -> None:
        """Show a take as it now is, after it has been written down."""
        try:
            self._take = self._parts.log.keep(take)
        except StudioError as problem:
            self._problem = problem.text
            self._take = take

    def _judgement(self) -> Judgement:
        """The word of the checker that followed, or of one that reads the whole file."""
        take, movie = self._take, self._parts.claimed.movie
        facts = TakeFacts(
            lost_frames=take.lost_frames, lost_samples=take.lost_samples, spoken=spoken_script(self._prompted)
        )
        follower = self._parts.follower
        if follower is not None:
            follower.complete(facts, movie)
            judgement = follower.result(_FOLLOWER_S)
            follower.kill()
            # One that could not read the file may have come too late to see it grow.
            if judgement is not None and judgement.verdict != "unreadable":
                return judgement
        make_voice = maker_of_voice(self._parts.voice)
        return judge_file(movie, self._parts.preset, facts, make_voice=make_voice)
