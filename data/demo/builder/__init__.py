"""Builds the demonstration portal from its stories and templates. Standard library only, no clock, no chance."""
