"""Measurements that anyone can repeat: `python -m tests.bench NAME`, or `make bench` for all of them.

A module of this package with a function `figures() -> list[Figure]` is a bench; there is no list to add it to.
"""
