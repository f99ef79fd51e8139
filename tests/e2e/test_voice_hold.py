"""The text waits for the speaker: real sound through a real server, a real station, the run beside the take."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.rigs.held_take import PATIENCE_S, held_take
from tests.rigs.paused_speech import paused_speech


def test_the_text_holds_in_every_pause_and_goes_on_with_every_sentence(tmp_path: Path) -> None:
    take = held_take(tmp_path, "kk", paused_speech("kk", snr_db=20.0, sentences=3))
    held_s, gone_on_s = take.times_s(running=False), take.times_s(running=True)
    assert gone_on_s[0] < take.sentences[0][0], "the hand has started it before the first word"
    assert len(held_s) == len(take.sentences)
    assert len(gone_on_s) == len(take.sentences)
    for (_, end_s), (next_s, next_end_s), hold_s, start_s in zip(
        take.sentences, take.sentences[1:], held_s, gone_on_s[1:], strict=False
    ):
        assert end_s + PATIENCE_S - 0.1 < hold_s < next_s
        assert next_s - 0.05 < start_s < next_end_s
    for before, after in pairwise(take.clocks):
        assert after.position_s >= before.position_s, "what was held is not taken back"
