"""Write newscrawl/knowledge/simplify.py: traditional characters and the simplified ones for them.

Run with a Python that has OpenCC (a dependency of development):

    .venv/bin/python tools/build_simplify.py
"""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

TARGET = Path(__file__).parent.parent / "newscrawl" / "knowledge" / "simplify.py"
WIDTH = 100
TEXT = '''"""Traditional characters and the simplified ones that they are written as, for comparing texts.

Written by tools/build_simplify.py with OpenCC {version} (t2s, one character at a time). It is for comparing,
not for display: 乾 becomes 干 in 乾县 as well, on both sides of a comparison.
"""

from __future__ import annotations

_TRADITIONAL = """
{traditional}
"""
_SIMPLIFIED = """
{simplified}
"""
SIMPLE = dict(zip(_TRADITIONAL.replace("\\n", ""), _SIMPLIFIED.replace("\\n", ""), strict=True))
"""Traditional to simplified, one character each."""
'''


def pairs() -> dict[str, str]:
    """Traditional to simplified, for each character of the basic block that has another simplified form."""
    convert = OpenCC("t2s").convert
    found = {sign: convert(sign) for sign in map(chr, range(0x4E00, 0xA000))}
    return {old: new for old, new in found.items() if new != old and len(new) == 1}


def main() -> None:
    from importlib.metadata import version

    table = pairs()
    columns = {"traditional": "".join(table), "simplified": "".join(table.values())}
    lines = {
        name: "\n".join(text[at : at + WIDTH] for at in range(0, len(text), WIDTH))
        for name, text in columns.items()
    }
    TARGET.write_text(TEXT.format(version=version("opencc"), **lines), "utf-8")
    print(f"{len(table)} characters")


if __name__ == "__main__":
    main()
