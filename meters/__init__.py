"""Meters: arrays in, numbers out; they know no device, file, screen or course."""
