"""The process that owns devices, recorder and the prompter's clock, and the client that screens talk to it with."""
