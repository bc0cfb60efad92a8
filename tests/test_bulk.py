"""`newscrawl bulk`: the records of `newscrawl extract`, whatever the shards, and each once after a kill."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newscrawl.answers import Answer, answer
from newscrawl.bulk import Cluster, Plan, planned, run, steps
from newscrawl.bulk.engine import Local, Step, Task
from newscrawl.bulk.steps import extract
from newscrawl.commands import main
from newscrawl.errors import NewscrawlError, Refused, UsageError
from newscrawl.inputs import Input
from tests.columns import PROMOTION, site
from tests.samples import URL, warc_response

DEMO = Path(__file__).parents[1] / "data" / "demo" / "www"
TWO = Cluster(workers=2)


def pages() -> list[tuple[str, bytes]]:
    """The demonstration portal, one of whose stories stands on three pages, and a site with a promotion."""
    portal = [
        (f"http://{path.relative_to(DEMO)}", path.read_bytes()) for path in sorted(DEMO.rglob("*.html"))
    ]
    told = [(url, html.encode()) for url, html in site(24, middle=[f"<p>{PROMOTION}</p>"])]
    copied = [(url.replace("anzhou", "qingling"), html) for url, html in told[:3]]
    return [*portal, *told, *copied, ("http://www.jiangzhou.example/empty", b"")]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The pages dealt out to three files: no site stands in one of them alone."""
    folder = tmp_path_factory.mktemp("archives")
    paths = [folder / f"{number}.warc.gz" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(b"".join(gzip.compress(warc_response(*page)) for page in pages()[number::3]))
    return paths


@pytest.fixture(scope="module")
def extracted(archives: Sequence[Path]) -> list[str]:
    """What `newscrawl extract` prints for them."""
    return CliRunner().invoke(main, ["extract", *map(str, archives)]).stdout.splitlines()


def rows(folder: Path, name: str = "*") -> list[Any]:
    """What the files of a folder hold, one after the other."""
    files = sorted(folder.glob(f"{name}.jsonl.gz"))
    return [json.loads(line) for path in files for line in gzip.decompress(path.read_bytes()).splitlines()]


def told(stage: str, tasks: int) -> None:
    """Nobody is told."""


def dying(plan: Plan, shard: int) -> Counter[str]:
    """Extracts a shard; the process that takes the last one is killed when it has, the first two times."""
    counts = extract(plan, shard)
    marks = [Path(plan.out) / ".state" / f"killed{number}" for number in range(2)]
    if shard == 2 and (left := [mark for mark in marks if not mark.exists()]):
        left[0].touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return counts


DEADLY = tuple(url for url, _ in pages()[3:5])


def deadly_answer(page: Input, *, evidence: bool) -> Answer:
    """As `answer`; two pages kill whoever reads them."""
    if not isinstance(page.content, Refused) and page.content.url in DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer(page, evidence=evidence)


def deadly(plan: Plan, shard: int) -> Counter[str]:
    """Extracts a shard, in a process that has such pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "answer", deadly_answer)
        return extract(plan, shard)


def until_extract(plan: Plan, task: Task) -> None:
    """A run whose shards are extracted by `task`."""

    def now(stage: str, tasks: int) -> None:
        if stage == "extract":
            Local([Step("extract", plan, task)], 3, 2, str(plan.stage("extract"))).run()

    run(plan, "local", TWO, now)


def test_records_are_those_of_extract_and_copies_are_found(
    archives: Sequence[Path], extracted: Sequence[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    plan = planned(archives, out, evidence=False, shard=1)
    assert len(plan.shards) == 3
    run(plan, "local", TWO, told)
    expected = list(map(json.loads, extracted))
    assert rows(out / "records") == [row["record"] for row in expected if "record" in row]
    assert rows(out / "rejects") == [row for row in expected if "error" in row]
    stats = json.loads((out / "stats.json").read_bytes())
    assert stats["pages"] == len(expected)
    assert stats["further_page"] == 2
    assert not any(
        PROMOTION in (row["body"] or "") for row in rows(out / "records") if "anzhou" in row["url"]
    )
    urls = {row["id"]: row["url"] for row in rows(out / "records")}
    found = {frozenset(urls[id] for id in story["copies"]) for story in rows(out, "stories")}
    copied = [url for url, _ in pages() if "qingling" in url]
    assert {frozenset((url, url.replace("qingling", "anzhou"))) for url in copied} <= found


def test_each_record_is_there_once_after_a_worker_was_killed(
    archives: Sequence[Path], extracted: Sequence[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    plan = planned(archives, out, evidence=False, shard=1)
    earlier = [("look", 3), ("choose", 1), ("sight", 3), ("settle", 3)]
    with pytest.raises(NewscrawlError, match="goes on where it stopped"):
        until_extract(plan, dying)
    assert all((plan.stage(stage) / "completions" / f"{tasks - 1:05d}").exists() for stage, tasks in earlier)
    assert {path.name for path in (plan.stage("extract") / "completions").iterdir()} == {"00000", "00001"}
    run(planned(archives, out, evidence=False, shard=1), "local", TWO, told)
    ids = Counter(row["id"] for row in rows(out / "records"))
    assert ids == Counter(json.loads(line)["record"]["id"] for line in extracted if '"record":' in line)
    assert set(ids.values()) == {1}
    assert not [path for path in (out / "records").iterdir() if path.name.startswith(".")]


def test_a_page_that_kills_its_process_costs_only_its_own_record(
    archives: Sequence[Path], extracted: Sequence[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    until_extract(planned(archives, out, evidence=False, shard=1), deadly)
    expected = list(map(json.loads, extracted))
    dead = [row for row in expected if row["input"].partition("#")[2] in DEADLY]
    assert len(dead) == 2
    assert rows(out / "records") == [row["record"] for row in expected if row not in dead and "record" in row]
    lost = [row for row in rows(out / "rejects") if row["error"]["code"] == "internal"]
    assert {row["input"] for row in lost} == {row["input"] for row in dead}
    assert all("the process died" in row["error"]["message"] for row in lost)


def test_the_command_resumes_and_refuses_other_inputs(tmp_path: Path) -> None:
    path, out = tmp_path / "one.warc.gz", tmp_path / "out"
    path.write_bytes(gzip.compress(warc_response(URL, pages()[0][1])))
    first = CliRunner().invoke(main, ["bulk", str(tmp_path), "--out", str(out)])
    assert (first.exit_code, json.loads(first.stdout)["pages"]) == (0, 1)
    again = CliRunner().invoke(main, ["bulk", str(tmp_path), "--out", str(out)])
    assert again.stdout == first.stdout
    path.write_bytes(path.read_bytes() * 2)
    other = CliRunner().invoke(main, ["bulk", str(tmp_path), "--out", str(out)])
    assert (other.exit_code, "other inputs" in other.stderr) == (2, True)


@pytest.mark.parametrize("executor", ["slurm", "ray"])
def test_an_executor_that_is_not_there_is_named(
    executor: Any, archives: Sequence[Path], tmp_path: Path
) -> None:
    plan = planned(archives, tmp_path / "out", evidence=False)
    with pytest.raises(UsageError, match="use --executor local"):
        run(plan, executor, TWO, told)


def test_no_input_and_a_foreign_folder_are_wrong_usage(archives: Sequence[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no input"):
        planned([tmp_path / "empty"], tmp_path / "out", evidence=False)
    (tmp_path / "empty" / "letter.txt").touch()
    with pytest.raises(UsageError, match="is not empty"):
        planned(archives, tmp_path / "empty", evidence=False)
