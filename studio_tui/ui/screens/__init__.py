"""Full-window views."""
