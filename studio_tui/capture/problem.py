"""What goes wrong with a device, as a sentence for the operator."""

from __future__ import annotations

from studio_tui.text import StudioError


class DeviceError(StudioError):
    """A device cannot be opened, or has gone: which one, what happened, what to do."""
