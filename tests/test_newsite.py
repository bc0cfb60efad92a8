"""`newscrawl newsite`: the declaration of a site that nobody has declared, and the check of it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from newscrawl.commands import main
from newscrawl.commands._pages import declared
from newscrawl.errors import Undeclarable
from newscrawl.induction.check import check
from newscrawl.induction.compare import FIELDS, extracted
from newscrawl.induction.seen import look
from newscrawl.induction.source import _expression, site_source
from newscrawl.induction.study import study
from newscrawl.model import Fetched
from tests.crawling import Answer, WebServer, environment
from tests.declaring import HOST, sights_of
from tests.made_sites import TEMPLATES, Template, make
from tests.whole_sites import SITES


@pytest.mark.parametrize("name", ["query", "slugs", "webplus"])
def test_a_made_site_is_declared_and_its_declaration_holds(name: str):
    site = make(TEMPLATES[name])
    sights = sights_of(site.pages)
    found = study(sights)
    matched = {path for path in site.pages if re.search(found.site.article, f"http://{HOST}{path}")}
    assert matched == set(site.articles)
    assert [one for one in check(found.site, sights.pages) if one.level == "mend"] == []


def test_an_error_page_at_an_article_s_address_does_not_hide_the_others():
    site = make(TEMPLATES["trs"])
    gone = dict(site.pages) | {
        "/yw/202401/t20240118_999.html": Answer("<title>出错了</title><p>页面不存在</p>")
    }
    found = study(sights_of(gone))
    assert all(re.search(found.site.article, f"http://{HOST}{path}") for path in site.articles)


@pytest.mark.parametrize(
    ("article", "listed", "expected"),
    [
        (lambda s: f"/html/?{s.number}.html", lambda c: f"/list/?{c + 1}_1.html", r"/html/\?\d+\.html$"),
        (
            lambda s: f"/index.php?s=/Home/Article/detail/id/{s.number}.html",
            lambda c: f"/index.php?s=/Home/Article/lists/cid/{c}.html",
            r"/index\.php\?s=/Home/Article/detail/id/\d+\.html$",
        ),
    ],
)
def test_a_path_in_a_query_is_declared_by_its_pieces(article, listed, expected: str):
    template = Template(article, listed, lambda c, n: listed(c).replace(".html", f"_{n}.html"))
    assert study(sights_of(make(template).pages)).site.article == expected


def test_the_first_page_under_its_number_is_no_article_of_its_own():
    template = TEMPLATES["phpcms"]
    site = make(template)
    for number, path in enumerate(list(site.articles)):
        if number % 6 == 0:
            html = str(site.pages[path].body)
            bar = "".join(f'<a href="{path}&page={n}">{n}</a>'.replace("&", "&amp;") for n in (1, 2))
            site.pages[path] = Answer(html.replace('<div class="related">', f'{bar}<div class="related">'))
            site.pages[f"{path}&page=1"] = site.pages[f"{path}&page=2"] = site.pages[path]
    found = study(sights_of(site.pages)).site
    assert "page" not in found.article
    assert found.further == r"[?&]page=\d+"


def test_an_old_site_in_gbk_is_declared():
    site = SITES["asp"]()
    sights = sights_of(site.pages)
    found = study(sights)
    matched = {path for path in site.pages if re.search(found.site.article, f"http://{HOST}{path}")}
    assert matched == site.articles
    assert dict(found.beliefs)["encoding"].value == "gb18030"


def test_what_is_written_is_the_house_s_style_and_loads_as_what_was_found(tmp_path: Path):
    found = study(sights_of(make(TEMPLATES["trs"]).pages), id="sichuan.linxi", name="临溪新闻网")
    path = tmp_path / "linxi.py"
    path.write_text(site_source(found.site, found.trial.layout, found.site.id, found.about), encoding="utf-8")
    site, _ = declared(str(path))
    assert site == found.site
    assert (site.id, site.name, site.article) == (
        "sichuan.linxi",
        "临溪新闻网",
        r"/[a-z]+/\d+/t\d+_\d+\.html$",
    )
    assert site.lists == r"/[a-z]+/index_\d+\.html$|/[a-z]+/$"


@pytest.mark.parametrize(
    "name", ['""" + run() + """', '"""\nraise SystemExit\n"""\\', '"', "\\", "a\x00b", "a\rb\u2028c"]
)
def test_whatever_a_site_calls_itself_is_text_in_its_file(tmp_path: Path, name: str):
    found = study(sights_of(make(TEMPLATES["trs"]).pages), id="sichuan.linxi", name=name)
    path = tmp_path / "linxi.py"
    path.write_text(site_source(found.site, found.trial.layout, found.site.id, found.about), encoding="utf-8")
    site, _ = declared(str(path))
    assert site == found.site
    assert site.name == name


def test_a_long_expression_is_divided_where_it_has_alternatives():
    expression = "|".join(rf"/a\|{number}/[a-z]+/\d+\.html$" for number in range(20))
    assert ast.literal_eval(_expression(expression)) == expression


def test_extraction_with_the_declaration_finds_no_less_than_without():
    sights = sights_of(make(TEMPLATES["jeecms"]).pages)
    found = study(sights)
    pages = [one.page for one in sights.articles]
    own, generic = extracted(pages, found.site), extracted(pages, None)
    for name in FIELDS:
        assert sum(bool(r and getattr(r, name)) for r in own) >= sum(
            bool(r and getattr(r, name)) for r in generic
        )


def test_a_site_without_articles_is_refused_with_the_reason():
    pages = [
        Fetched(b"<html><title>x</title><a href=/a/>a</a></html>", f"http://{HOST}/{n}/", "text/html")
        for n in range(4)
    ]
    with pytest.raises(Undeclarable, match="0 articles on 4 pages"):
        study(look(pages, f"http://{HOST}/"))


def test_a_site_that_scripts_draw_is_refused_with_a_hint():
    body = b"<html><title>x</title><div id=app></div><script src=/a.js></script></html>"
    pages = [Fetched(body, f"http://{HOST}/{n}", "text/html") for n in range(4)]
    with pytest.raises(Undeclarable, match='js="lists"'):
        study(look(pages, f"http://{HOST}/"))


def test_the_command_looks_at_a_site_over_the_network_and_writes_file_and_fixture(tmp_path: Path):
    site = make(TEMPLATES["trs"])
    with WebServer(site.pages) as server:
        done = _run(tmp_path, server.address, "--id", "sichuan.linxi", "--pages", "12")
        asked = [path for path in server.paths() if path in site.pages]
    assert done.returncode == 0, done.stderr
    assert len(asked) <= 14
    path = tmp_path / "new/newscrawl/sites/sichuan/linxi.py"
    declared_site, _ = declared(str(path))
    assert all(re.search(declared_site.article, f"http://{HOST}{each}") for each in site.articles)
    (golden,) = (tmp_path / "new/tests/fixtures/sichuan.linxi").glob("*.json")
    record = json.loads(golden.read_text(encoding="utf-8"))
    assert record["reviewed"] is False
    assert record["record"]["source"]["name"] == "江州日报"


def test_a_faulty_declaration_is_told_and_ends_with_code_3(tmp_path: Path):
    sights = sights_of(make(TEMPLATES["trs"]).pages)
    found = study(sights, id="sichuan.linxi")
    source = site_source(found.site, found.trial.layout, found.site.id, found.about)
    wrong = source.replace("t\\d+_\\d+", "t\\d+_\\d*0").replace("index_", "page_")
    path = tmp_path / "linxi.py"
    path.write_text(
        wrong.replace("    id=", "    rules=(RuleSet('x', body=('.gone',)),),\n    id=").replace(
            "import Site", "import RuleSet, Site"
        ),
        encoding="utf-8",
    )
    site, _ = declared(str(path))
    faults = {
        (one.what, one.says.partition(" ")[0]) for one in check(site, sights.pages) if one.level == "mend"
    }
    assert {("article", "misses"), ("x body(.gone)", "hits")} <= faults


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "say which site"),
        (("ftp://x/",), "not an address"),
        (("http://a.example/", "--out", "x", "--warc", "{empty}"), "holds no WARC"),
    ],
)
def test_wrong_usage_is_one_clear_line(args: tuple[str, ...], said: str, tmp_path: Path):
    empty = tmp_path / "empty.warc"
    empty.write_bytes(b"")
    done = CliRunner().invoke(main, ["newsite", *(each.format(empty=empty) for each in args)])
    assert done.exit_code in (1, 2)
    assert said in done.output


def _run(folder: Path, address: str, *args: str):
    import subprocess
    import sys

    from tests.crawling import ROOT

    env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={address}", SCRAPY_SETTINGS="")
    command = [
        sys.executable,
        "-m",
        "newscrawl",
        "newsite",
        f"http://{HOST}/",
        "--out",
        str(folder / "new"),
        *args,
    ]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=180, check=False
    )
