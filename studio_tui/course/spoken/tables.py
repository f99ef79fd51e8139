"""Small tables written as text, which keeps hundreds of short words readable."""

from __future__ import annotations


def pairs(text: str) -> dict[str, str]:
    """A table of ``key=value`` items between spaces."""
    return dict(item.split("=", 1) for item in text.split())


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
