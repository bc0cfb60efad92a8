"""The reading room: what is stored, to look at and to ask, over HTTP. It changes nothing. Extra: `web`."""
