"""Who may see the page: a key that works once, the sessions it is exchanged for, and how often one may guess.

Keys and sessions are random, and compared as digests in constant time, so that an answer's delay tells nothing.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

KEY_BYTES = 24
"""192 bits: more than anybody guesses, and short enough for a code that a camera reads off a terminal."""
SESSION_BYTES = 32
KEY_LIFE_S = 10 * 60.0
"""A key that nobody has used is void after this."""
SESSION_LIFE_S = 12 * 3600.0
"""A session ends when it has not been used for so long: a tablet lasts a day of shooting."""
MAX_SESSIONS = 16

MAX_FAILURES = 10
FAILURE_WINDOW_S = 60.0
_MAX_GUESSERS = 500

Clock = Callable[[], float]


@dataclass(frozen=True)
class _Issued:
    digest: bytes
    until_s: float


class Keys:
    """One key at a time and the sessions that came of keys; safe to use from several threads."""

    def __init__(self, now_s: Clock = time.monotonic) -> None:
        self._now_s = now_s
        self._lock = threading.Lock()
        self._key: _Issued | None = None
        self._sessions: list[_Issued] = []

    def fresh(self) -> str:
        """A new key; the one before it is void from now on."""
        key = secrets.token_urlsafe(KEY_BYTES)
        with self._lock:
            self._key = _Issued(_digest(key), self._now_s() + KEY_LIFE_S)
        return key

    def exchange(self, key: str) -> str | None:
        """A session for a key, which is void from now on; None when it is not the one that was given out last."""
        with self._lock:
            issued, now_s = self._key, self._now_s()
            digest = _digest(key)
            if issued is None or not hmac.compare_digest(issued.digest, digest) or now_s >= issued.until_s:
                return None
            self._key = None
            session = secrets.token_urlsafe(SESSION_BYTES)
            kept = self._sessions[-(MAX_SESSIONS - 1) :]
            self._sessions = [*kept, _Issued(_digest(session), now_s + SESSION_LIFE_S)]
            return session

    def knows(self, session: str) -> bool:
        """Whether a session is good; if so, it lasts longer from now on."""
        digest, now_s = _digest(session), self._now_s()
        with self._lock:
            lasting = [issued for issued in self._sessions if now_s < issued.until_s]
            # All are compared, whichever it is.
            found = [issued for issued in lasting if hmac.compare_digest(issued.digest, digest)]
            others = [issued for issued in lasting if issued not in found]
            self._sessions = [*others, *(_Issued(digest, now_s + SESSION_LIFE_S) for _ in found)]
        return bool(found)


class Guesses:
    """How often somebody has come with a wrong key lately. Used by one thread."""

    def __init__(self, now_s: Clock = time.monotonic) -> None:
        self._now_s = now_s
        self._failures_s: OrderedDict[str, list[float]] = OrderedDict()

    def too_many(self, who: str) -> bool:
        """Whether this address must wait before its keys are looked at again."""
        since_s = self._now_s() - FAILURE_WINDOW_S
        return sum(at_s > since_s for at_s in self._failures_s.get(who, ())) >= MAX_FAILURES

    def failed(self, who: str) -> None:
        """A wrong key came from this address."""
        recent_s = self._failures_s.pop(who, [])
        self._failures_s[who] = [*recent_s[-(MAX_FAILURES - 1) :], self._now_s()]
        if len(self._failures_s) > _MAX_GUESSERS:
            self._failures_s.popitem(last=False)


def _digest(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()
