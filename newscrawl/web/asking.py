"""What an address asks for → a Selection of articles, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from newscrawl.errors import UsageError
from newscrawl.store import Selection

FILTERS = ("region", "outlet", "reporter", "site", "since", "until", "kind")
KINDS: Mapping[str, Mapping[str, object]] = {
    "first": {"first_only": True},
    "changed": {"statuses": ("changed",)},
    "withdrawn": {"statuses": ("withdrawn",)},
}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to search for, and the filters as given; "" is not asked."""

    q: str = ""
    region: str = ""
    outlet: str = ""
    reporter: str = ""
    site: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""

    def given(self) -> dict[str, str]:
        """What is asked, by name."""
        return {name: value for name in ("q", *FILTERS) if (value := getattr(self, name))}

    def selection(self) -> Selection:
        """The filters as a selection. Raises UsageError for what means nothing."""
        kind = KINDS.get(self.kind, {})
        if self.kind and not kind:
            raise UsageError(f"kind={self.kind}; there are {', '.join(KINDS)}")
        return Selection(
            site=self.site or None,
            outlet=self.outlet or None,
            region=self.region or None,
            reporter=self.reporter or None,
            since=_day("since", self.since),
            until=_day("until", self.until),
            **kind,  # type: ignore[arg-type]
        )


def read(parameters: Mapping[str, str]) -> Asked:
    """What an address asks for; other names in it are left alone, overlong values are cut."""
    wanted = ("q", *FILTERS)
    return Asked(**{name: parameters.get(name, "").strip()[:_LONGEST] for name in wanted})


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{name}={text}; write a day as 2024-01-31")
