"""Declared sites: one file a site, below the folder of its province. Each holds a SITE and nothing else."""
