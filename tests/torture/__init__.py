"""Crawls under attack: processes killed at random moments, whole sites served over loopback, figures measured."""
