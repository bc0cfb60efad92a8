"""Make newscrawl/knowledge/ordinary_words.txt: common words that have the shape of a person's name.

Reads the dictionary of the package jieba 0.42.1 (dict.txt: word, frequency, part of speech; MIT licence):

    python tools/build_ordinary_words.py PATH/TO/jieba/dict.txt

A word is kept that is frequent, is no name in the dictionary, and passes for a name in our grammar.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newscrawl.grammar.names import is_name

OUT = Path(__file__).parents[1] / "newscrawl" / "knowledge" / "ordinary_words.txt"
FREQUENT = 150
WIDTH = 36


def ordinary_words(dictionary: Path) -> list[str]:
    """The words to keep, in order of their characters."""
    entries = (line.split() for line in dictionary.read_text("utf-8").splitlines())
    return sorted(
        word
        for word, frequency, kind in entries
        if 2 <= len(word) <= 3 and int(frequency) >= FREQUENT and not kind.startswith("nr") and is_name(word)
    )


def main() -> None:
    """Write the list, wrapped."""
    words = ordinary_words(Path(sys.argv[1]))
    rows = [" ".join(words[at : at + WIDTH]) for at in range(0, len(words), WIDTH)]
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
