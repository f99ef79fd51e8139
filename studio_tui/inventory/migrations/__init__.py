"""How the log's tables came to be, one file in ``versions/`` a change; `studio_tui.inventory.migrate` runs them."""
