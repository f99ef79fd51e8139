"""A simulated sound interface and camera: a lecturer who speaks and moves, and the faults one can ask for."""
