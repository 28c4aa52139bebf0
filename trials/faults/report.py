"""One line for each case, and what they come to."""

from collections.abc import Iterable, Sequence

from trials.faults.batch import Result
from trials.truth import Harm


def print_results(results: Iterable[Result]) -> None:
    for result in results:
        said = "; ".join(f"{finding.harm}: {finding.what}" for finding in result.findings)
        if not result.has_befallen:
            said = f"did not happen; {said}".rstrip("; ")
        print(f"{result.name:<88} {said or 'ok'}", flush=True)


def summary(results: Sequence[Result]) -> str:
    counts = {harm: sum(any(f.harm is harm for f in result.findings) for result in results) for harm in Harm}
    return f"{len(results)} faults, " + ", ".join(f"{number} {harm}" for harm, number in counts.items())


def is_clean(results: Sequence[Result]) -> bool:
    return bool(results) and all(result.has_befallen and not result.findings for result in results)
