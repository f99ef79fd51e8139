"""Nothing that a library writes to file descriptor 2 reaches the screen while it is to be quiet."""

import subprocess
import sys


def _run(program: str) -> str:
    lines = "import os, sys, threading\nfrom studio_tui.capture.quiet import quiet_stderr\n" + program
    child = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    return child.stderr


def test_what_is_written_inside_is_gone_and_outside_is_not():
    program = (
        "os.write(2, b'before ')\n"
        "with quiet_stderr():\n"
        "    os.write(2, b'ALSA lib '); print('python', file=sys.stderr); os.system('echo child >&2')\n"
        "os.write(2, b'after')\n"
    )
    assert _run(program) == "before after"


def test_text_that_waits_in_pythons_buffer_is_not_lost():
    assert _run("sys.stderr.write('kept')\nwith quiet_stderr(): pass\n") == "kept"


def test_comes_back_after_an_exception_and_when_nested():
    program = (
        "try:\n    with quiet_stderr(), quiet_stderr(): raise ValueError\nexcept ValueError: os.write(2, b'back')\n"
    )
    assert _run(program) == "back"


def test_works_without_any_standard_error():
    assert _run("os.close(2)\nsys.stderr = None\nwith quiet_stderr(): pass\n") == ""


def test_two_threads_do_not_steal_it_from_each_other():
    program = (
        "def often():\n"
        "    for _ in range(200):\n"
        "        with quiet_stderr(): os.write(2, b'noise')\n"
        "threads = [threading.Thread(target=often) for _ in range(4)]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
        "os.write(2, b'still here')\n"
    )
    assert _run(program) == "still here"
