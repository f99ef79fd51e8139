"""Takes in a database."""
