"""What stands between the spiders and the network: where requests go, and where they may not go."""
