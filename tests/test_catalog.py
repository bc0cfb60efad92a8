"""catalog: sites and content systems are found by being there; a faulty one is said by name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError as ScrapyUsageError

import newscrawl.sites
from newscrawl import catalog
from newscrawl.blocks import lay_out
from newscrawl.errors import UsageError
from newscrawl.model import Fetched, Page
from newscrawl.page import parse
from newscrawl.spiders.loader import CatalogLoader


def page(url: str | None, html: str = "<p>江州</p>") -> Page:
    return parse(Fetched(html.encode(), url))


def names(found: Page) -> list[str]:
    return [rules.name for rules in catalog.rules_for(found, lay_out(found))]


@pytest.fixture
def write_site(tmp_path: Path, monkeypatch):
    """Declares a site in an empty catalogue."""
    monkeypatch.setattr(newscrawl.sites, "__path__", [str(tmp_path)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    cached = (catalog.sites, catalog._domains)
    for function in cached:
        function.cache_clear()
    before = {name for name in sys.modules if name.startswith("newscrawl.sites.")}
    hidden = {name: sys.modules.pop(name) for name in before}

    def _write(path: str, text: str) -> None:
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        (file.parent / "__init__.py").touch()
        file.write_text(text, encoding="utf-8")

    yield _write
    for name in [name for name in sys.modules if name.startswith("newscrawl.sites.")]:
        del sys.modules[name]
    sys.modules.update(hidden)
    for function in cached:
        function.cache_clear()


def declaration(id: str, domain: str = "www.a.example") -> str:
    return (
        "from newscrawl.model import Site\n"
        f"SITE = Site(id={id!r}, name='甲', domains=({domain!r},), start=('http://a/',), article='x')\n"
    )


def test_every_site_is_named_after_its_file():
    root = Path(newscrawl.sites.__file__).parent
    files = {f"{path.parent.name}.{path.stem}" for path in root.glob("*/[!_]*.py")}
    assert {"demo" if name == "demo.portal" else name for name in files} == set(catalog.sites())


def test_a_site_is_found_by_its_host():
    site = catalog.site_for("http://www.scrww.com/zx/sc/1.html")
    assert site is not None
    assert site.id == "sichuan.scrww"


@pytest.mark.parametrize("url", [None, "", "http://unknown.example/", "http://[::1", "scrww"])
def test_no_site_for_other_addresses(url):
    assert catalog.site_for(url) is None


def test_a_new_file_is_a_new_site(write_site):
    write_site("henan/jia.py", declaration("henan.jia"))
    assert [*catalog.sites()] == ["henan.jia"]


def test_an_id_declared_twice_is_an_error_that_names_the_file(write_site):
    write_site("henan/jia.py", declaration("henan.jia"))
    write_site("henan/yi.py", declaration("henan.jia", "www.b.example"))
    with pytest.raises(UsageError, match=r"henan\.yi.*'henan.jia'.*twice"):
        catalog.sites()


def test_a_file_without_a_site_is_an_error_that_names_it(write_site):
    write_site("henan/bing.py", "SITES = ()\n")
    with pytest.raises(UsageError, match=r"henan\.bing.*no SITE"):
        catalog.sites()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("article='x'", "artcle='x'"), r"jia\.py: .*artcle"),
        (("article='x'", "article='(?P<key\\\\d+)'"), r"jia: article is no regular expression"),
        (("article='x'", "article='x', lists='['"), r"jia: lists is no regular expression"),
        (("article='x'", "article='x', required=('sauce',)"), r"jia: required names \['sauce'\]; .*source"),
        (("('http://a/',)", "('http://a/')"), r"jia: start is a tuple"),
        (("('http://a/',)", "()"), r"jia: start is a tuple"),
        (("SITE = Site(", "SITE = Site(,"), r"jia\.py: invalid syntax"),
        (("import Site", "import Seite"), r"jia\.py: cannot import name 'Seite'"),
    ],
)
def test_a_faulty_declaration_is_one_line_that_says_where(write_site, wrong, told):
    write_site("henan/jia.py", declaration("henan.jia").replace(*wrong))
    with pytest.raises(UsageError, match=told):
        catalog.sites()
    with pytest.raises(ScrapyUsageError, match=told):
        CatalogLoader().list()


def test_a_new_folder_needs_no_more_than_the_site(write_site, tmp_path):
    write_site("hunan/jia.py", declaration("hunan.jia"))
    (tmp_path / "hunan/__init__.py").unlink()
    assert [*catalog.sites()] == ["hunan.jia"]


def test_a_domain_of_two_sites_is_an_error(write_site):
    write_site("henan/jia.py", declaration("henan.jia"))
    write_site("henan/yi.py", declaration("henan.yi"))
    with pytest.raises(UsageError, match=r"www\.a\.example belongs to"):
        catalog.site_for("http://www.a.example/")


def test_generic_rules_apply_everywhere_and_last():
    assert names(page(None)) == ["generic"]
    assert names(page("http://unknown.example/a.html"))[-1] == "generic"


def test_a_content_system_is_detected_by_its_marks():
    marked = page("http://unknown.example/1.html", '<p>江州<script src="/plus/count.php?aid=1"></script></p>')
    assert names(marked) == ["dedecms", "generic"]


def test_a_site_that_names_its_system_needs_no_marks():
    assert names(page("http://www.scrww.com/zx/sc/1.html")) == ["empire", "generic"]
