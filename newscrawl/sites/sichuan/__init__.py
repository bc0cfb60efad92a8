"""Sites of Sichuan (510000)."""
