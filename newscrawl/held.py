"""Whether a run of a site is under way, asked before anything heavy is imported: the second one ends at once.

The answer binds nobody: the lock itself is taken, at the start of a run, by `newscrawl.store.locks`.
"""

from __future__ import annotations

import fcntl
import hashlib
import time
from pathlib import Path

PATIENCE = 0.5
"""Seconds that a server has to find out that the last owner of a lock was killed."""

_ASKED = (
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint = %s AND objid::bigint = %s"
)


def lock_number(site: str) -> int:
    """A positive 63-bit number for a site's name."""
    return int.from_bytes(hashlib.blake2b(site.encode(), digest_size=8).digest(), "big") >> 1


def lock_file(database: str | None, site: str) -> Path:
    """The file that a run of `site` locks beside the SQLite file `database`; it holds its process id."""
    return Path(f"{database}.locks") / f"{lock_number(site):016x}"


def under_way(site: str, owner: str = "") -> str:
    """What to say to who comes second; `owner` is the process id of the run, if known."""
    return f"another run of {site} is under way" + (f" (process {owner})" if owner else "")


def held(url: str, site: str) -> str | None:
    """What to say where a run of `site` into the database `url` is under way; None where none is known of."""
    scheme, _, rest = url.partition("://")
    if scheme.startswith("sqlite"):
        return _in_file(lock_file(rest.removeprefix("/").partition("?")[0], site), site)
    if scheme.startswith("postgres"):
        return under_way(site) if _on_server(f"postgresql://{rest}", lock_number(site)) else None
    return None


def _in_file(path: Path, site: str) -> str | None:
    try:
        with path.open(encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return under_way(site, file.read() or "unknown")
    except OSError:
        return None
    return None


def _on_server(url: str, number: int) -> bool:
    """Whether the lock is held for longer than the server may take to notice that its owner is gone."""
    try:
        import psycopg
    except ImportError:
        return False
    until = time.monotonic() + PATIENCE
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
            while connection.execute(_ASKED, (number >> 32, number & 0xFFFFFFFF)).fetchone():
                if time.monotonic() > until:
                    return True
                time.sleep(PATIENCE / 5)
    except psycopg.Error:
        # The run will find out what is wrong, and say it.
        return False
    return False
