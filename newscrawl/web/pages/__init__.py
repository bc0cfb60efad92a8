"""The pages of the room, one module a section; each has a `router`."""
