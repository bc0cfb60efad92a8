"""Builds the demonstration portal. Standard library only; no clock and no chance, so bytes never differ."""
