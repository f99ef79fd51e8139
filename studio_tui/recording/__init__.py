"""Take files: container, sync to disk, sidecar, recovery."""
