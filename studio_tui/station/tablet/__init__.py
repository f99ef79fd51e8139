"""The prompter as a page for a tablet or another computer; off until the settings switch it on."""
