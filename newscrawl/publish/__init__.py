"""Changes → events for other systems: a relay from the log of changes, at least once, in order."""
