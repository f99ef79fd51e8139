"""``python -m studio_tui`` is the same as ``studio-tui``."""

from studio_tui.cli import main

main()
