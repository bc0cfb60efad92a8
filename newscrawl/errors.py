"""Every error newscrawl raises on purpose: who raises it, and what becomes of it."""

from __future__ import annotations


class NewscrawlError(Exception):
    """Base of all; the commands print its message and end with `exit_code`."""

    exit_code = 1


class UsageError(NewscrawlError):
    """A setting or argument is wrong. Raised by commands, catalog and settings; ends with code 2."""

    exit_code = 2


class MissingExtra(UsageError):
    """An optional dependency is not installed. Raised where it is first used; the message names the extra."""


class LockHeld(NewscrawlError):
    """Another run of the same site is under way. Raised by the store at the start of a run; code 4."""

    exit_code = 4


class OutsideHours(NewscrawlError):
    """A site is not to be crawled at this hour. Raised before a run begins; ends with code 1."""


class StorageError(NewscrawlError):
    """The database or the disk refuses. Raised by store and export; nothing is half written; code 5."""

    exit_code = 5


class AlertFailed(NewscrawlError):
    """An alert could not be sent. Raised by alerts; logged by the run, whose incidents the next one tells."""


class StorageAway(StorageError):
    """The database cannot be reached, or is locked: waiting may help. A crawl under way waits for it."""


class Undeclarable(NewscrawlError):
    """Pages do not suffice to declare a site or a layout, and it says why. Raised by induction; code 1."""


class Refused(NewscrawlError):
    """A page yields no record. Raised by the stages, kept as a row of rejects with `code` and message."""

    code = "refused"


class NotAnArticle(Refused):
    """A list, home page, error page or empty shell. Raised by clean."""

    code = "not_an_article"


class FurtherPage(NotAnArticle):
    """A second or later page of a story, told with its first page. Raised by the extract command."""

    code = "further_page"


class NotHtml(Refused):
    """The bytes are no HTML page: empty, binary, or some other type. Raised by page."""

    code = "not_html"


class TooLarge(Refused):
    """The page exceeds a bound on size or nesting. Raised by page."""

    code = "too_large"


class FieldMissing(Refused):
    """A rule that a site calls required found nothing: the site changed. Raised by fields."""

    code = "field_missing"


class UnreadableInput(Refused):
    """A file, archive or archive entry cannot be read. Raised by archive and the extract command."""

    code = "unreadable"


class Lost(Refused):
    """The process that read a page died of it, or had to be ended. Raised by readers."""

    code = "lost"
