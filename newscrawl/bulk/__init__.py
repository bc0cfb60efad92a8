"""Web archives → records, on many processes or machines, by the code of `newscrawl extract`.

Six stages, each a datatrove job whose tasks end by putting one file in its place:

    look    a task a shard    which sites and addresses stand in it
    choose  one task          which pages of each site to learn from: as `extract` would, over all inputs
    sight   a task a shard    what these pages show; pages that may be parts of stories
    settle  some tasks        the furniture of each site, the stories on several pages: a site is one task's
    extract a task a shard    records and rejects
    cluster one task          which records are copies of one another; the numbers of the whole

A shard is one input file, or several small ones. The furniture of a site and the pages of its stories may
stand in any of them: that is why all are looked at before one is extracted.
"""

from newscrawl.bulk.engine import Cluster, Executor, run
from newscrawl.bulk.plan import Plan, planned

__all__ = ["Cluster", "Executor", "Plan", "planned", "run"]
