"""Is a file what the spec asks? Claims of the container, measurements of the signal, rules, findings, verdict."""
