"""Second-order sections worked on in blocks: what a recursive filter does to a block is one matrix product.

A recursive filter waits at every sample for the one before. Over a block, though, what comes out and the state that
is left are linear in what goes in and in the state before (the state-space form of the filter, so many samples at a
time), and a processor multiplies matrices many times faster than it waits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

_FEWEST_FRAMES, _BEST_FRAMES, _MOST_FRAMES = 16, 40, 56
"""Length of a block: in shorter ones the states weigh much, in longer ones the zeros of the matrix."""

_FORGOTTEN = 1e-24
"""What a stretch has left of itself in the state is let go below this; a double has 1e-16."""
_MOST_REMEMBERED = 100

Matrix = NDArray[np.float64]


def block_frames(stretch_frames: int) -> int | None:
    """Length of the blocks that stretches of this length are cut into; None where none divides them."""
    lengths = [frames for frames in range(_FEWEST_FRAMES, _MOST_FRAMES + 1) if stretch_frames % frames == 0]
    return min(lengths, key=lambda frames: abs(frames - _BEST_FRAMES), default=None)


class BlockFilter:
    """Filters signals in whole stretches, with the same result however many of them come at a time.

    Products are of the same shapes whatever comes, so many for each stretch, so that rounding is the same, too.
    """

    def __init__(self, sections: Matrix, signals: int, stretch_frames: int) -> None:
        """Filter with ``sections``, shape (sections, 6), as `scipy.signal.sosfilt` does from silence on.

        Raises:
            ValueError: no block divides the stretches (see `block_frames`), or the filter rings for 100 of them.
        """
        frames = block_frames(stretch_frames)
        if frames is None:
            raise ValueError(f"stretches of {stretch_frames} frames cannot be cut into blocks")
        self._signals, self._blocks, self._frames = signals, stretch_frames // frames, frames
        # In rows: what comes of each frame of a block and of each state before it. The columns are what comes out,
        # and the state after it.
        step = _step(sections, frames)
        self._gives, self._leaves = step[:, :frames].copy(), step[:frames, frames:].copy()
        self._states = step.shape[1] - frames
        powers = _powers(step[frames:, frames:], self._blocks + 1)
        self._inside = _carried(powers)
        self._from_start = np.concatenate(powers[:-1], axis=1)
        self._remembered = _memory(powers[-1])
        # Of each signal on its own, what the last stretches left, the oldest first.
        self._past = np.zeros((signals, len(self._remembered)))

    def feed(self, samples: Matrix) -> Matrix:
        """Filter the next frames, a whole number of stretches.

        Args:
            samples: shape (signals, frames).

        Returns:
            Shape (stretches, signals, frames of a stretch).
        """
        frames = self._frames
        stretches = samples.shape[1] // (self._blocks * frames)
        shape = (stretches, self._signals, self._blocks)
        rows = np.empty((*shape, frames + self._states))
        rows[..., :frames] = samples.reshape(self._signals, stretches, self._blocks, frames).swapaxes(0, 1)
        rows[..., frames:] = self._states_before(np.matmul(rows[..., :frames], self._leaves))
        filtered: Matrix = np.matmul(rows, self._gives)
        return filtered.reshape(*shape[:2], self._blocks * frames)

    def _states_before(self, left: Matrix) -> Matrix:
        """From what each block would leave behind silence, the state before each, of the same shape."""
        stretches, signals, blocks, states = left.shape
        carried = np.matmul(left.reshape(stretches, signals, blocks * states), self._inside)
        before: Matrix = carried[..., :-states]
        after = carried[..., -states:].swapaxes(0, 1).reshape(signals, stretches * states)
        past = np.concatenate((self._past, after), axis=1)
        # Rows that overlap; NumPy's own function for them takes longer than the rest of this one.
        size = self._past.shape[1]
        strides = (past.strides[1] * states, *past.strides)
        lately = np.ndarray((stretches, signals, size), past.dtype, past, 0, strides)
        self._past = past[:, past.shape[1] - size :].copy()
        at_start = np.matmul(lately, self._remembered)
        before += np.matmul(at_start, self._from_start)
        return before.reshape(left.shape)


def _step(sections: Matrix, frames: int) -> Matrix:
    """What comes of each frame and state, shape (frames + states, frames + states)."""
    states = 2 * len(sections)
    inputs = np.eye(frames + states, frames)
    before = np.zeros((len(sections), frames + states, 2))
    before[:, frames:] = np.eye(states).reshape(states, -1, 2).swapaxes(0, 1)
    out, after = signal.sosfilt(sections, inputs, axis=1, zi=before)
    return np.concatenate((out, after.swapaxes(0, 1).reshape(-1, states)), axis=1)


def _powers(matrix: Matrix, count: int) -> list[Matrix]:
    """The first powers, from the zeroth on."""
    powers = [np.eye(len(matrix))]
    while len(powers) < count:
        powers.append(powers[-1] @ matrix)
    return powers


def _carried(powers: list[Matrix]) -> Matrix:
    """From what the blocks of a stretch leave to the states before each and after the last, had it begun silent."""
    nothing = np.zeros_like(powers[0])
    blocks = len(powers) - 1
    rows = [[nothing] * (own + 1) + powers[: blocks - own] for own in range(blocks)]
    carried: Matrix = np.block(rows)
    return carried


def _memory(after_stretch: Matrix) -> Matrix:
    """From what the last stretches left, the oldest first, to the states before the next."""
    powers = [np.eye(len(after_stretch))]
    while np.abs(powers[-1]).max() > _FORGOTTEN:
        powers.append(powers[-1] @ after_stretch)
        if len(powers) > _MOST_REMEMBERED:
            raise ValueError(f"a filter that rings for more than {_MOST_REMEMBERED} stretches")
    return np.concatenate(powers[::-1])
