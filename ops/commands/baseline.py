"""`baseline`: what is taken to be in production."""

import re
from dataclasses import asdict

import click

from ops import options
from ops.errors import OperatorError
from ops.shown import table
from ops.workplace import Workplace

_COMMIT = re.compile(r"[0-9a-f]{40}")


@options.command("baseline")
@click.argument("pipeline_name", metavar="[PIPELINE]", required=False)
@click.option("--declare", "commit_id", metavar="COMMIT", help="This commit is in production: all 40 digits of its id.")
def command(place: Workplace, *, pipeline_name: str | None, commit_id: str | None) -> None:
    """What is taken to be in production; --declare says otherwise. The next change of PIPELINE is compared with it."""
    if pipeline_name and pipeline_name not in place.pipelines:
        raise OperatorError(f"There is no pipeline {pipeline_name!r} under review; `./review list` shows them.")
    if commit_id is not None:
        _declare(place, pipeline_name, commit_id)
    names = [pipeline_name] if pipeline_name else list(place.pipelines)
    found = {name: place.reviews.newest_deployed(name) for name in names}
    data = [{"pipeline_name": name, "deployed": asdict(each) if each else None} for name, each in found.items()]
    rows = (
        [name, each.commit_id, each.at, "an operator" if each.is_declared else "a deployment"] if each else [name]
        for name, each in found.items()
    )
    place.answer({"baselines": data}, table(("pipeline", "commit", "since", "known from"), rows))


def _declare(place: Workplace, pipeline_name: str | None, commit_id: str) -> None:
    if pipeline_name is None:
        raise click.UsageError("Name the pipeline in whose production this commit is.")
    if not _COMMIT.fullmatch(commit_id):
        raise click.UsageError("A commit is named by all 40 digits of its id (`git rev-parse`).")
    place.baselines.declare(
        pipeline_name=pipeline_name, commit_id=commit_id, at=place.now(), declared_by=place.caller.arn
    )
