"""Everything that failed for good and was not replayed yet, from the bucket and from the queue."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from ops.aws.failed_bucket import FailedBucket
from ops.aws.undelivered_queue import UndeliveredQueue
from ops.failed_events import FailedEvent, Kind, UnreadableError, read_message, read_object


@dataclass(frozen=True, slots=True)
class Failures:
    events: list[FailedEvent] = field(default_factory=list)  # the oldest first
    unreadable: list[str] = field(default_factory=list)  # what somebody else put there, and why it is not read


@dataclass(frozen=True, slots=True)
class FailureStore:
    bucket: FailedBucket
    queue: UndeliveredQueue

    @contextmanager
    def open(self) -> Iterator[Failures]:
        """All there are; messages of the queue are held until the end."""
        failures = Failures()
        for key, content in self.bucket.objects():
            _add(failures, key, partial(read_object, key, content))
        with self.queue.messages() as messages:
            for message in messages:
                _add(failures, message["MessageId"], partial(read_message, message))
            failures.events.sort(key=lambda event: event.at)
            yield failures

    def set_aside(self, event: FailedEvent) -> None:
        """It was replayed."""
        if event.kind is Kind.UNDELIVERED:
            self.queue.take_out(event.place)
        else:
            self.bucket.set_aside(event.place)


def _add(failures: Failures, name: str, read: Callable[[], FailedEvent]) -> None:
    try:
        failures.events.append(read())
    except UnreadableError as error:
        failures.unreadable.append(f"{name}: {error}")
