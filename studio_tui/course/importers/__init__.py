"""Readers of scripts as authors write them: Word, Markdown, plain text."""
