"""Keeps native libraries quiet: PortAudio, ALSA and JACK write to file descriptor 2, which a screen may be using.

This is for the moments of initialising and listing. A process that holds a device open should send its
descriptor 2 to a log for good, because those libraries also write from their own threads when a device fails.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Descriptor 2 belongs to the whole process: two overlapping redirections would restore each other's.
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """While inside, nothing that is written to file descriptor 2 is seen, whoever writes it."""
    with _ONE_AT_A_TIME:
        try:
            kept = os.dup(2)
        except OSError:  # descriptor 2 is closed: there is nothing to keep quiet
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            if sys.stderr is not None:
                sys.stderr.flush()
            os.dup2(nowhere, 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nowhere)
