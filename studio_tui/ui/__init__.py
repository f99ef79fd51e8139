"""Textual screens: they render snapshots and send commands, and decide nothing."""
