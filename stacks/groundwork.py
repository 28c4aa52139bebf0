"""What every step of the review stands on."""

from dataclasses import dataclass

from stacks.failed_events import FailedEvents
from stacks.function_defaults import FunctionDefaults
from stacks.pipelines_under_review import PipelinesUnderReview
from stacks.review_store import ReviewStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    reviews: ReviewStore
    pipelines: PipelinesUnderReview
    failed_events: FailedEvents
    defaults: FunctionDefaults
