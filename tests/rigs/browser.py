"""A real browser for a test: Chromium without a window, driven over its DevTools pipe."""

from __future__ import annotations

import base64
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip
_ANSWER_S = 30.0

Message = dict[str, Any]


def chromium() -> str | None:
    """The program, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class PageLeftError(Exception):
    """The page went elsewhere while it was asked."""


class ScriptError(AssertionError):
    """What the page was asked to evaluate failed there."""


class Browser:
    """One browser with a fresh profile and one page. What its console and its network report is kept.

    The pipe needs no port: the browser may live in another network namespace, that of the thread that starts it.
    """

    def __init__(self, language: str = "kk", width_px: int = 1280, height_px: int = 800, *options: str) -> None:
        self._folder = tempfile.mkdtemp(prefix="browser-")
        program = chromium()
        assert program is not None, "Chromium is not installed: .ci/setup.sh test"
        self._process, self._to_browser, self._from_browser = _started(
            [program, *FLAGS, f"--user-data-dir={self._folder}/profile", f"--accept-lang={language}",
             f"--window-size={width_px},{height_px}", *options, "about:blank"],
        )  # fmt: skip
        self._number = 0
        self._session = ""
        self._answers: queue.Queue[Message] = queue.Queue()
        self.complaints: list[str] = []
        """Errors and warnings of the console, exceptions, and breaches of the content security policy."""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        page = next(each for each in self.call("Target.getTargets")["targetInfos"] if each["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.size(width_px, height_px)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join(5)
        os.close(self._to_browser)
        shutil.rmtree(self._folder, ignore_errors=True)

    def size(self, width_px: int, height_px: int) -> None:
        """Make the window so large."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width_px,
            height=height_px,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, address: str) -> None:
        """Go to an address."""
        went = self.call("Page.navigate", url=address)
        assert "errorText" not in went, f"{address}: {went.get('errorText')}"

    def say(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page has
        """The value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise ScriptError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_for(self, expression: str, timeout_s: float = 20.0) -> Any:  # noqa: ANN401 - as `say`
        """The first true value of an expression; it may fail until the page is all there."""
        deadline_s, problem = time.monotonic() + timeout_s, ""
        while True:
            try:
                if value := self.say(expression):
                    return value
            except (PageLeftError, ScriptError) as error:
                problem = f"; {error}"
            assert time.monotonic() < deadline_s, (
                f"waited {timeout_s} s for {expression}{problem}; console: {self.complaints}"
            )
            time.sleep(0.02)

    def press(self, x: float, y: float) -> None:
        """A click at a place of the window."""
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, name: str, code: str = "", *, shift: bool = False, repeat: bool = False) -> None:
        """A key pressed and let go, or, repeated, only held on: its sign or name, and its place on the keyboard."""
        for kind in ("rawKeyDown",) if repeat else ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=name, code=code, modifiers=8 if shift else 0,
                autoRepeat=repeat,
            )  # fmt: skip

    def screenshot(self, file: Path) -> None:
        """Save what is seen as a PNG."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def call(self, method: str, **params: object) -> Message:
        """One command of the DevTools protocol and its result."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to_browser, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._answers.get(timeout=_ANSWER_S)
            if answer["id"] == self._number:
                if "navigated" in answer.get("error", {}).get("message", ""):
                    raise PageLeftError(method)
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer.get("result", {})

    def _listen(self) -> None:
        rest = b""
        with os.fdopen(self._from_browser, "rb", buffering=0) as pipe:
            while chunk := pipe.read(1 << 16):
                *whole, rest = (rest + chunk).split(b"\0")
                for payload in whole:
                    self._take(json.loads(payload))

    def _take(self, message: Message) -> None:
        if "id" in message:
            self._answers.put(message)
            return
        params = message.get("params", {})
        match message["method"]:
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning", "assert"}:
                self.complaints.append(str(params["args"]))
            case "Log.entryAdded" if params["entry"]["level"] in {"error", "warning"}:
                self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")


_PIPES_IN_PLACE = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(reads, 3)
os.dup2(writes, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


def _started(command: list[str]) -> tuple[subprocess.Popen[bytes], int, int]:
    """The browser, which reads commands from descriptor 3 and answers on 4; and our ends of those."""
    reads, to_browser = os.pipe()
    from_browser, writes = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", _PIPES_IN_PLACE, str(reads), str(writes), *command],
            pass_fds=(reads, writes),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    finally:
        os.close(reads)
        os.close(writes)
    return process, to_browser, from_browser
