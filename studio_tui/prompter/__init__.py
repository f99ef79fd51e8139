"""Layout of text in time: pacing and the clock of the prompter."""
