"""Arrays in, rows of text out: big letters and pictures as block characters."""
