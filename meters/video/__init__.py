"""Pictures: exposure, motion, scopes."""
