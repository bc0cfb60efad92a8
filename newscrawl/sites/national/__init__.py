"""Sites without a home province."""
