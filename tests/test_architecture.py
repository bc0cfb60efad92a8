"""The house keeps its shape: small files, small functions, documented, nothing compiled or built by the call.

Who may import whom is checked by import-linter; its contracts stand in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newscrawl", "pipelines")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
# The flow from bytes to record: what runs once or more a page.
STAGES = ("page", "blocks", "clean", "furniture", "fields", "normalize", "stories", "grammar", "extract")

Function = ast.FunctionDef | ast.AsyncFunctionDef
SQL = re.compile(r"\b(SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(CREATE|DROP|ALTER)\s+TABLE)")
# Methods that make one string of others.
MAKING = ("format", "format_map", "replace", "join", "substitute", "safe_substitute")
# What else goes to a driver as text: how a transaction begins, and a number of our own.
HARMLESS = (
    "connection.get_execution_options().get('begin', 'BEGIN')",
    "f'PRAGMA cache_size = {CACHE}'",
)
OUTSIDE = re.compile(r"(?<![\w.:/-])/(work|root|home/\w+)/|" + "py" + r"pi\.org|python" + "hosted")
TEXT = (
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".sh",
    ".cfg",
    ".html",
    ".json",
    ".tsv",
    "Makefile",
    "run",
    ".gitignore",
)
BROAD = ("Exception", "BaseException")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def is_stage(path: Path) -> bool:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] == "newscrawl" and len(parts) > 1 and parts[1] in STAGES


def test_files_are_small() -> None:
    sizes = [lines_of(path) for path in SOURCES if path.stat().st_size]
    assert statistics.median(sizes) <= 120
    assert [name_of(path) for path in SOURCES if lines_of(path) > 350] == []


def test_functions_are_small() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > 50
    ]
    assert not long, "\n".join(long)


def test_functions_take_at_most_eight_parameters() -> None:
    def parameters(node: Function) -> int:
        args = node.args
        named = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
        return len([name for name in named if name not in ("self", "cls")])

    wide = [
        f"{name_of(path)} {node.name}" for path in SOURCES for node in functions(path) if parameters(node) > 8
    ]
    assert not wide, "\n".join(wide)


def test_modules_and_their_public_classes_and_functions_are_documented() -> None:
    silent = [
        f"{name_of(path)} {getattr(node, 'name', '')}".strip()
        for path in SOURCES
        for node in (tree(path), *tree(path).body)
        if isinstance(node, ast.Module | ast.ClassDef | Function)
        and (isinstance(node, ast.Module) or not node.name.startswith("_"))
        and not ast.get_docstring(node)
        and path.stat().st_size
    ]
    assert not silent, "\n".join(silent)


def test_no_expression_is_compiled_by_the_call_in_a_stage() -> None:
    """A function that makes expressions for its module to keep says so: it returns a compiled pattern."""
    late = [
        f"{name_of(path)}:{call.lineno} in {node.name}"
        for path in SOURCES
        if is_stage(path)
        for node in functions(path)
        if "Pattern" not in ast.unparse(node.returns or ast.Constant(""))
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "re"
        and call.func.attr != "escape"
    ]
    assert not late, "\n".join(late)


def sql_built(module: ast.Module) -> list[int]:
    """The lines that make SQL out of strings: f-strings, `+`, `%`, and methods such as `format` and `join`,
    of texts that are SQL or of names for such."""
    named = {
        target.id
        for node in ast.walk(module)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant | ast.BinOp | ast.JoinedStr)
        and SQL.search(ast.unparse(node.value))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }

    def speaks(node: ast.AST) -> bool:
        return any(
            (isinstance(part, ast.Constant) and isinstance(part.value, str) and SQL.search(part.value))
            or (isinstance(part, ast.Name) and part.id in named)
            for part in ast.walk(node)
        )

    made = [
        node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else node
        for node in ast.walk(module)
        if isinstance(node, ast.JoinedStr | ast.BinOp)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MAKING)
    ]
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    joined = [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "join" and any(map(speaks, call.args))
    ]
    return sorted({node.lineno for node in (*made, *joined) if speaks(node)})


@pytest.mark.parametrize(
    "source",
    [
        'run(f"SELECT {name} FROM t")',
        'run("SELECT " + name + " FROM t")',
        'run("DELETE FROM %s" % name)',
        'run("INSERT INTO {} VALUES (1)".format(name))',
        'run("UPDATE t SET a = :a".replace(":a", name))',
        'run(" ".join(["SELECT *", "FROM", name]))',
        'ASKED = "SELECT {} FROM t"\nrun(ASKED.format(name))',
        'ASKED: str = "SELECT * FROM t WHERE a = "\nrun(ASKED + name)',
        'ASKED = "DROP TABLE %s"\nrun(ASKED % name)',
        'ASKED = "SELECT * FROM t"\nrun(f"{ASKED} WHERE a = {name}")',
    ],
)
def test_the_check_sees_sql_however_it_is_built(source: str) -> None:
    assert sql_built(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        'run("SELECT a FROM t WHERE b = ?", (name,))',
        'ASKED = "SELECT a FROM t"\nrun(ASKED)',
        'run("please select {}".format(name))',
        '", ".join(names)',
    ],
)
def test_the_check_lets_bound_values_and_other_texts_pass(source: str) -> None:
    assert not sql_built(ast.parse(source))


def test_no_sql_is_built_from_strings() -> None:
    built = [f"{name_of(path)}:{line}" for path in SOURCES for line in sql_built(tree(path))]
    assert not built, "\n".join(built)


def test_what_reaches_a_driver_as_text_is_a_constant_or_compiled_by_sqlalchemy() -> None:
    """Text for a driver is a literal, a name, or a pragma with a constant; never a value of a record."""
    loose = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("exec_driver_sql", "executescript", "literal_column")
        and not isinstance(node.args[0], ast.Constant | ast.Name)
        and ast.unparse(node.args[0]) not in HARMLESS
    ]
    assert not loose, "\n".join(loose)


def test_a_broad_except_raises_again_or_gives_its_reason() -> None:
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in BROAD)
        and ast.unparse(node.body[-1]) != "raise"
        and "#" not in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
    ]
    assert not bare, "\n".join(bare)


def test_every_module_has_its_layer() -> None:
    """A module that no layer names could import anything without a contract being broken."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip("() ") for layer in layers for name in re.split("[|:]", layer)}
    modules = {
        f"newscrawl.{path.stem}"
        for path in (ROOT / "newscrawl").iterdir()
        if (path.suffix == ".py" or any(path.rglob("*.py"))) and not path.stem.startswith("__")
    }
    assert modules - named == set()


@pytest.mark.parametrize("where", [*PACKAGES, "tests", "tools", "data/demo", "docs", "."])
def test_nothing_names_the_machine_it_was_written_on(where: str) -> None:
    folder = ROOT / where
    files = folder.iterdir() if where == "." else folder.rglob("*")
    named = [
        f"{name_of(path)}: {found.group()}"
        for path in files
        if path.is_file() and path.name.endswith(TEXT)
        for found in [OUTSIDE.search(path.read_text(encoding="utf-8", errors="replace"))]
        if found
    ]
    assert not named, "\n".join(named)


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X{3})\b")
    assert [name_of(path) for path in SOURCES if marks.search(path.read_text(encoding="utf-8"))] == []
