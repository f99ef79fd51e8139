"""Sound: levels, ballistics, loudness, signal truth."""
