"""How written text is read aloud in Kazakh, Russian and English."""
