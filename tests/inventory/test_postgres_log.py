"""A shared log that cannot be reached is a sentence, and it never shows the password."""

import pytest

from studio_tui.i18n import Translator
from studio_tui.inventory.postgres import open_postgres
from studio_tui.inventory.store import StoreError


@pytest.mark.parametrize("url", ["postgresql://studio:hush@127.0.0.1:9/takes", "hush"])
def test_a_log_that_cannot_be_reached_is_a_sentence(url: str):
    with pytest.raises(StoreError) as refusal:
        open_postgres(url)
    sentence = Translator("en").say(refusal.value.text)
    assert sentence.endswith(".")
    assert "hush" not in sentence
