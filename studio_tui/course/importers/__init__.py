"""Readers of scripts as authors write them: Word, Markdown, CSV, plain text."""
