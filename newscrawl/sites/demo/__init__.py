"""The demonstration portal, which is no site of the network: `newscrawl demo` serves it."""
