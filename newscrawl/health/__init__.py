"""Knowing that a site broke: what its articles usually look like, and what a run usually brings. Pure."""

from newscrawl.health.checks import Finding, Past, check
from newscrawl.health.evidence import disputed, is_garbled
from newscrawl.health.observer import REDESIGN, Held, Observer, Verdict
from newscrawl.health.profile import Profile, Profiles
from newscrawl.health.signature import Signature, signature
from newscrawl.health.state import State
from newscrawl.health.suspicion import Suspicion, suspect

__all__ = [
    "REDESIGN", "Finding", "Held", "Observer", "Past", "Profile", "Profiles", "Signature", "State",
    "Suspicion", "Verdict", "check", "disputed", "is_garbled", "signature", "suspect",
]  # fmt: skip
