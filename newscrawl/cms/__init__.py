"""Content systems: one file each with a constant RULES. Detected in the page, found without registration."""
