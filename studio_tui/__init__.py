"""A recording station for university video courses, run from a terminal."""
