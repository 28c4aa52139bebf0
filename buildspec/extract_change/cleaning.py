"""Credentials out of the diff, part by part, on as many processors as there are."""

import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context

from buildspec.extract_change.sections import Section, read_sections
from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.diff import DiffError
from lambdas.shared.domain.redaction import redact_diff

_BEST, _FAST = 9, 1  # compression: a single part may fit in the item if it is small enough, many parts never do


@dataclass(frozen=True, slots=True)
class CleanPart:
    text: bytes  # UTF-8
    deflated: bytes  # without gzip's head and tail
    sections: tuple[Section, ...]
    redactions: tuple[Redaction, ...]


def clean_all(parts: Iterable[bytes]) -> Iterator[CleanPart]:
    """
    The parts in their order, cleaned; a single one on the spot, more of them beside each other.

    Raises:
        DiffError: cleaning lost a line, or was ended from outside.
    """
    waiting = iter(parts)
    first, second = next(waiting, None), next(waiting, None)
    if first is not None and second is not None:
        yield clean(first, compression=_FAST)  # loads and compiles what redaction needs, once, for all the workers
        yield from _beside_each_other(chain([second], waiting))
    elif first is not None:
        yield clean(first, compression=_BEST)


def clean(part: bytes, *, compression: int) -> CleanPart:
    """
    Whole files of a diff without their credentials.

    Raises:
        DiffError: redaction changed the number of lines.
    """
    raw = part.decode("utf-8", "replace")
    text, redactions = redact_diff(raw)
    if text.count("\n") != raw.count("\n"):
        raise DiffError("redaction changed the number of lines of the diff")
    encoded = text.encode()
    deflate = zlib.compressobj(compression, zlib.DEFLATED, -zlib.MAX_WBITS)
    return CleanPart(
        text=encoded,
        deflated=deflate.compress(encoded) + deflate.flush(zlib.Z_SYNC_FLUSH),
        sections=tuple(read_sections(text)),
        redactions=redactions,
    )


def _beside_each_other(parts: Iterable[bytes]) -> Iterator[CleanPart]:
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    running: deque[Future[CleanPart]] = deque()
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            for part in parts:
                running.append(pool.submit(clean, part, compression=_FAST))
                if len(running) > 2 * workers:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
    except BrokenProcessPool as error:
        raise DiffError("the cleaning of the diff was ended; the machine may have too little memory") from error
