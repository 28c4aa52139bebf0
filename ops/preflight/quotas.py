"""The quotas that a new account runs into."""

from collections.abc import Iterator
from typing import Protocol

from ops.preflight.check import Check, State, readable

_FEWEST_EXECUTIONS = 20  # a new account has 10; five analyses at once and the other functions share them
_FEWEST_BUILDS = 2  # one is enough for a push at a time; a second that begins meanwhile fails, and does not wait
BUILDS = "Concurrently running builds for Linux/Small environment"
_REMEDY = "Ask for more in the Service Quotas console."
_ONE_BUILD = "Until then an action that begins while another builds fails; retry its stage."


class Limits(Protocol):
    def concurrent_executions(self) -> int: ...

    def concurrent_builds(self) -> int | None: ...


def quota_checks(limits: Limits) -> Iterator[Check]:
    yield readable("quota of functions", lambda: _functions(limits))
    yield readable("quota of builds", lambda: _builds(limits))


def _functions(limits: Limits) -> Check:
    count = limits.concurrent_executions()
    state = State.OK if count >= _FEWEST_EXECUTIONS else State.WARN
    remedy = "" if state is State.OK else _REMEDY
    return Check("quota of functions", state, f"{count:,} functions may run at once", remedy)


def _builds(limits: Limits) -> Check:
    count = limits.concurrent_builds()
    if count is None:
        return Check("quota of builds", State.WARN, "Service Quotas does not tell", "Look at it in its console.")
    state = State.OK if count >= _FEWEST_BUILDS else State.WARN
    found = f"{count:,} small Linux builds may run at once"
    return Check("quota of builds", state, found, "" if state is State.OK else f"{_REMEDY} {_ONE_BUILD}")
