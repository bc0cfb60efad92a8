"""Finding pages: the links of a page, which of them are articles and lists, the further pages of a story."""
