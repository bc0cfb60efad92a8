"""The regions that a story is about: divisions named in dateline, title and lead, most specific first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newscrawl.fields.dateline import find_opening
from newscrawl.grammar.places import Place, settle
from newscrawl.knowledge.outlets import outlet_of_host, outlets, spot_outlets
from newscrawl.knowledge.regions import division, holds
from newscrawl.model import Cleaned, Dateline, Found, Region, Site, Source

_LEAD = 300
_SHORT_PARAGRAPH = 60
_RANK = {"county": 0, "city": 1, "province": 2}
_CAPITAL = "110000"
_HERE = re.compile(
    r"[我全](?P<own>[省市])(?!场|级)"
    r"|(?<![各外跨两多部几地县城超上股都])(?P<seat>[省市])(?:委(?!员)|政府|人大|政协|纪委|[一-鿿]{1,6}[厅局](?![长面部势限促]))"
)


def find_regions(
    cleaned: Cleaned,
    *,
    title: str | None,
    dateline: Dateline | None,
    sources: Sequence[Source],
    site: Site | None,
) -> tuple[Found[Region], ...]:
    """Divisions with their codes, counties before cities before provinces, each in the order it is named.

    A division above one that is found is left out: its code says so. Ambiguous names are settled by the
    place of the dateline, then by the homes of the outlets and of the site; else they are left out.
    """
    homes = _homes(sources, site, cleaned.page.url)
    texts = {"title": title or "", "lead": lead_of(cleaned)}
    filed = settle(dateline.place, homes) if dateline and dateline.place else []
    near = [place.code for place in filed] + homes
    named = [(rule, place) for rule, text in texts.items() for place in settle(_without_outlets(text), near)]
    places = [("dateline", place) for place in filed if not _is_seat(place, dateline)] + named
    if not places:
        places = [("here", place) for place in _here(texts.values(), homes)]
    return tuple(_found(places))


def lead_of(cleaned: Cleaned) -> str:
    """The first paragraph without its dateline, and the next while they are short."""
    text = ""
    for verdict in cleaned.body:
        text += verdict.text + "\n"
        if len(text) > _SHORT_PARAGRAPH:
            break
    opening = find_opening(cleaned)
    if opening is not None and opening.filed:
        text = text.replace(opening.raw, "", 1)
    return text[:_LEAD]


def _found(places: Sequence[tuple[str, Place]]) -> list[Found[Region]]:
    unique: dict[str, Found[Region]] = {}
    for rule, place in places:
        one = division(place.code)
        if one is not None and place.code not in unique:
            unique[place.code] = Found(one.region, place.raw, f"region:{rule}")
    lowest = [
        found
        for code, found in unique.items()
        if not any(other != code and holds(code, other) for other in unique)
    ]
    return sorted(lowest, key=lambda found: _RANK[found.value.level])


def _homes(sources: Sequence[Source], site: Site | None, url: str | None) -> list[str]:
    """Where the outlets and the site are at home, nearest first."""
    keyed = (outlets().get(source.outlet or "") for source in sources)
    regions = [outlet.region for outlet in keyed if outlet is not None]
    host = outlet_of_host(url.split("/")[2]) if url and url.count("/") > 1 else None
    regions += [site.region if site else None, host.region if host else None]
    return list(dict.fromkeys(region for region in regions if region))


def _is_seat(place: Place, dateline: Dateline | None) -> bool:
    """Beijing in an agency's dateline is where it sits, and no region that the story is about."""
    return place.code == _CAPITAL and dateline is not None and dateline.agency is not None


def _without_outlets(text: str) -> str:
    """The text with the names of outlets blanked: 山西晚报记者 says nothing of 山西."""
    for spotted in spot_outlets(text):
        text = text[: spotted.start] + "。" * (spotted.end - spotted.start) + text[spotted.end :]
    return text


def _here(texts: Iterable[str], homes: Sequence[str]) -> list[Place]:
    """我省, 省委, 市政府 on a page whose outlet or site is at home in one province or city."""
    match = next(filter(None, map(_HERE.search, texts)), None)
    if match is None or not homes:
        return []
    province = (match["own"] or match["seat"]) == "省"
    if province:
        return [Place(homes[0][:2] + "0000", match.group(0))]
    city = next((home for home in homes if home.endswith("00") and not home.endswith("0000")), None)
    return [Place(city, match.group(0))] if city else []
