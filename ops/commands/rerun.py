"""`rerun`: a change is analysed again, by another model or with another prompt."""

from collections.abc import Iterator
from dataclasses import asdict

import click
from rich.console import RenderableType

from lambdas.shared.aws.bedrock import Bedrock
from lambdas.shared.aws.change_store import DamagedChangeError, NoChangeError
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.codec import ShapeError, to_data
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.review import Review, TamperedReviewError
from ops import options
from ops.difference import compare, only_in
from ops.documents import GoneError
from ops.errors import OperatorError
from ops.rerunning import Rerun, amendment_of, analyse_again, asking, item_of, prompt_of, rerun_of
from ops.shown import heading, line, table
from ops.workplace import Workplace


@options.command("rerun")
@options.execution
@click.option("--model", "model_id", metavar="ID", help="This model alone; `offline` for the rules.")
@click.option("--prompt", "version", metavar="VERSION", help="A version of prompts/review/ in this checkout.")
def command(place: Workplace, *, execution: str, model_id: str | None, version: str | None) -> None:
    """
    Analyse the change of EXECUTION again. That takes your own credentials, and shows how the two reviews differ.

    The new review is kept beside the first, and the trail tells of it. What was sent and approved stays as it is.
    """
    record = place.executions.find(execution)
    settings = place.pipelines.get(record.pipeline_name)
    if settings is None:
        raise OperatorError(f"The pipeline {record.pipeline_name!r} is not under review any more: it has no settings.")
    prompt = prompt_of(version)
    first = _first(place, record)
    captured, diff = _change(place, record)
    asked = asking(settings, model_id)
    again = analyse_again(record, captured, diff, settings=asked, prompt=prompt, model=Bedrock())
    rerun = _keep(place, record, again)
    differences = [asdict(each) for each in compare(first, again) if each.is_one]
    missing, new = only_in(first, again), only_in(again, first)
    data = {
        "execution_id": record.execution_id,
        "rerun": to_data(rerun),
        "differences": differences,
        "only_in_the_first": list(missing),
        "only_again": list(new),
        "review": again.to_data(),
    }
    place.answer(data, *_shown(first, again, missing, new), line(f"Kept as {rerun.item} of {record.execution_id}."))


def _first(place: Workplace, record: Record) -> Review:
    if not record.has_review:
        raise OperatorError(f"Execution {record.execution_id} has no review yet; `./review waiting` tells more.")
    try:
        return place.documents.review(record.main)
    except (TamperedReviewError, ShapeError, GoneError) as error:
        raise OperatorError("The first review cannot be read; `./review verify` tells more.") from error


def _change(place: Workplace, record: Record) -> tuple[CapturedChange, str]:
    try:
        return place.documents.change(place.documents.main(record.execution_id))
    except (NoChangeError, DamagedChangeError, ShapeError, GoneError) as error:
        raise OperatorError("The change cannot be read; `./review verify` tells more.") from error


def _keep(place: Workplace, record: Record, review: Review) -> Rerun:
    names = {"pipeline_name": record.pipeline_name, "execution_id": record.execution_id}
    content = place.documents.reviews.save(review, **names)
    digest = str(content["review_digest"])
    rerun = rerun_of(record, review, digest=digest, at=place.now(), by=place.caller.arn)
    place.reruns.put(item_of(record, rerun, content))
    place.reviews.amend(record.execution_id, lambda current: amendment_of(current, to_data(rerun)))
    return rerun


def _shown(first: Review, again: Review, missing: tuple[str, ...], new: tuple[str, ...]) -> Iterator[RenderableType]:
    rows = ((each.what, each.first, each.again) for each in compare(first, again))
    yield table(("of", "the first review", "this one"), rows, wide=2)
    for title, points in (("Only in the first", missing), ("Only in this one", new)):
        if points:
            yield heading(title)
            yield from map(line, points)
