"""Write newscrawl/knowledge/traditional.py: traditional characters in the names of places and outlets.

Run with a Python that has OpenCC (no dependency of newscrawl), after the two tables have been built:

    python -m venv V && V/bin/pip install opencc-python-reimplemented==0.1.7
    V/bin/python tools/build_traditional.py
"""

from __future__ import annotations

import importlib
from pathlib import Path

KNOWLEDGE = Path(__file__).parent.parent / "newscrawl" / "knowledge"
FURTHER = {"臺": "台", "週": "周", "祕": "秘", "峯": "峰"}
WIDTH = 50
TEXT = '''"""Traditional characters of the names of places and outlets, one for one: 廣 → 广, 網 → 网.

Written by tools/build_traditional.py from regions.tsv and outlets.tsv with OpenCC (s2t).
"""

from __future__ import annotations

_TRADITIONAL = """
{traditional}
"""
_SIMPLIFIED = """
{simplified}
"""
SIMPLIFY = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""For str.translate; the text keeps its length."""
'''


def pairs() -> dict[str, str]:
    """Traditional to simplified, for every character of the two tables that has another traditional form."""
    tables = ("regions.tsv", "outlets.tsv")
    names = {char for table in tables for char in (KNOWLEDGE / table).read_text("utf-8") if char >= "一"}
    convert = importlib.import_module("opencc").OpenCC("s2t").convert
    plain = {char for char in names if convert(char) == char}
    found = {convert(char): char for char in sorted(names - plain)} | FURTHER
    return {old: new for old, new in found.items() if len(old) == 1 and old not in PLACES}


PLACES = frozenset((KNOWLEDGE / "regions.tsv").read_text("utf-8"))
"""Characters that simplified place names use (乾 in 乾县) stay as they are."""


def main() -> None:
    table = pairs()
    columns = {"traditional": "".join(table), "simplified": "".join(table.values())}
    lines = {
        name: "\n".join(text[at : at + WIDTH] for at in range(0, len(text), WIDTH))
        for name, text in columns.items()
    }
    (KNOWLEDGE / "traditional.py").write_text(TEXT.format(**lines), "utf-8")
    print(f"{len(table)} characters")


if __name__ == "__main__":
    main()
