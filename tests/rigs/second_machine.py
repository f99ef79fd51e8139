"""Another machine for a test: a network namespace with a cable to this one. Linux, root and iproute2."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_CLONE_NEWNET = 0x40000000  # setns(2)


class SecondMachine:
    """What is run on it has its network and nothing else of its own; programs started there too.

    Attributes:
        host: this machine's address on the cable.
        address: the other machine's.
    """

    def __init__(self) -> None:
        name = f"st{os.getpid() % 100_000}"
        self._name, self._cable = name, (f"{name}a", f"{name}b")
        # A network of its own for each process of tests, from the range for benchmarks (RFC 2544).
        network = f"198.18.{os.getpid() // 64 % 256}"
        last = os.getpid() % 64 * 4
        self.host, self.address = f"{network}.{last + 1}", f"{network}.{last + 2}"

    def __enter__(self) -> Self:
        here, there = self._cable
        _ip("netns", "add", self._name)
        try:
            _ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", self._name)
            _ip("address", "add", f"{self.host}/30", "dev", here)
            _ip("link", "set", here, "up")
            for words in (("address", "add", f"{self.address}/30", "dev", there), ("link", "set", there, "up")):
                _ip("-n", self._name, *words)
            _ip("-n", self._name, "link", "set", "lo", "up")
            self._inside = ThreadPoolExecutor(1, initializer=self._move_in)
            self.run(os.getpid)
        except BaseException:
            _ip("netns", "delete", self._name)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._inside.shutdown()
        _ip("link", "delete", self._cable[0])  # at once; the namespace would do it some time later
        _ip("netns", "delete", self._name)

    def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a function that is called there."""
        return self._inside.submit(function, *args, **kwargs).result()

    def _move_in(self) -> None:
        """Takes this thread, and only this one, over there."""
        with Path("/run/netns", self._name).open("rb") as namespace:
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.setns(namespace.fileno(), _CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), "setns")


def why_not() -> str:
    """Why there can be no second machine here; empty when there can."""
    if sys.platform != "linux":
        return "network namespaces are Linux's"
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    if shutil.which("ip", path=_PATH) is None:
        return "there is no ip (iproute2)"
    try:
        _ip("netns", "add", f"try{os.getpid()}")
    except subprocess.CalledProcessError as problem:
        return f"no network namespace can be made: {problem.stderr}"
    _ip("netns", "delete", f"try{os.getpid()}")
    return ""


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def _ip(*words: str) -> None:
    env = {**os.environ, "PATH": _PATH}
    subprocess.run(["ip", *words], env=env, check=True, capture_output=True, text=True, timeout=20)
