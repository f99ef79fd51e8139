"""Meters, pictures and other parts of a screen."""
