"""How soon the text holds when the speaker falls silent, and goes on when the voice returns.

    python benchmarks/voice_hold.py [--turns 3] [--voice energy|silero]

espeak-ng speaks Kazakh, Russian and English into a real sound server, over noise; a real station records it and
follows the voice. Times come from the take's sound and from the prompter's run beside it. A hold is counted from
the patience's end. Budget: 250 ms for holding, 150 ms for going on, each at the 95th percentile.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from tests.rigs.held_take import PATIENCE_S, HeldTake, held_take
from tests.rigs.paused_speech import paused_speech
from tests.rigs.spoken import LANGUAGES


def delays_ms(take: HeldTake) -> tuple[list[float], list[float], int]:
    """Delays of holding and of going on, and how many were missed or came where none should."""
    held_s, gone_on_s = take.times_s(running=False), take.times_s(running=True)[1:]
    holds, starts, wrong = [], [], 0
    for (_, end_s), (next_s, next_end_s) in zip(take.sentences, take.sentences[1:], strict=False):
        hold = [at_s for at_s in held_s if end_s < at_s < next_s]
        start = [at_s for at_s in gone_on_s if next_s - 0.05 < at_s < next_end_s]
        holds += [(at_s - end_s - PATIENCE_S) * 1000 for at_s in hold[:1]]
        starts += [(at_s - next_s) * 1000 for at_s in start[:1]]
        wrong += abs(len(hold) - 1) + abs(len(start) - 1)
    return holds, starts, wrong


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--voice", choices=("energy", "silero"), default="energy")
    arguments = parser.parse_args()
    heads = [f"{f'{what}, ms: median':>17} {'p95':>5} {'most':>5}" for what in ("hold", "go on")]
    print(f"{'':12} {'   '.join(heads)}")
    for language in LANGUAGES:
        for snr_db in (30, 20):
            speech = paused_speech(language, snr_db, turns=arguments.turns)
            with tempfile.TemporaryDirectory() as folder:
                holds, starts, wrong = delays_ms(held_take(Path(folder), language, speech, arguments.voice))
            figures = "   ".join(
                f"{np.median(delays):17.0f} {np.percentile(delays, 95):5.0f} {max(delays):5.0f}"
                for delays in (holds, starts)
            )
            print(f"{language} {snr_db:2} dB {len(holds):3}  {figures}   {wrong} wrong", flush=True)


if __name__ == "__main__":
    main()
