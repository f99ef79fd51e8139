"""What the punctuation behind a word says."""

from __future__ import annotations

import regex

ENDS_SENTENCE = regex.compile(r"""[.!?…]+["»”’')\]]*(?: ?[-–—])?$""")
"""Found in a text that a sentence ends with; a dash may stand behind."""
