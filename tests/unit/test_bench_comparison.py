"""`make bench` fails where a ratio became worse, and not where a machine is busy."""

import dataclasses

import pytest

from bench import fitting
from bench.comparison import Expected, missed, read_reference, regressions
from bench.figure import Figure, keep, kept, table
from bench.noise import reference
from lambdas.shared.domain.fitting import fit

SLOWER = {"extraction": Expected(1.8, noise=0.2)}
FASTER = {"reading": Expected(1.2, noise=0.2)}


def figure(name, ratio, **more):
    return Figure(name, "", "", ratio, **more)


@pytest.mark.parametrize(("ratio", "is_regression"), [(1.0, False), (2.1, False), (2.2, True)])
def test_what_should_be_small_may_not_grow_beyond_noise(ratio, is_regression):
    found = list(regressions([figure("extraction", ratio, is_more_better=False)], SLOWER))

    assert bool(found) is is_regression


@pytest.mark.parametrize(("ratio", "is_regression"), [(3.0, False), (0.97, False), (0.95, True)])
def test_what_should_be_large_may_not_shrink_beyond_noise(ratio, is_regression):
    found = list(regressions([figure("reading", ratio)], FASTER))

    assert bool(found) is is_regression


def test_a_figure_that_is_no_longer_measured_is_a_regression():
    assert list(regressions([], SLOWER)) == ["extraction is no longer measured."]


def test_what_needs_a_rival_that_is_not_installed_may_be_missing():
    assert list(regressions([], {"rival": Expected(0.1, noise=0.2, is_optional=True)})) == []


def test_a_rival_is_optional_in_the_committed_figures_too():
    found = reference({"rival": [0.1] * 5, "extraction": [2.0] * 5}, optional={"rival"})["figures"]

    assert [name for name, one in found.items() if one.get("is_optional")] == ["rival"]


def test_a_run_of_some_benches_misses_none_of_the_others():
    assert list(regressions([], SLOWER, is_complete=False)) == []


def test_a_missed_promise_is_told_and_is_no_regression_by_itself():
    slow = figure("extraction", 2.1, is_more_better=False, promise=2.0)

    assert list(missed([slow, figure("reading", 1.1, promise=1.0)])) == [
        "Promise missed: extraction, 2.10 instead of 2."
    ]
    assert list(regressions([slow], SLOWER)) == []


@pytest.mark.parametrize(
    ("ratios", "noise"), [([1.8, 2.0, 2.1, 1.9, 2.0], 0.2), ([2.0, 2.0, 2.02, 2.0, 2.0], 0.15), ([2.0] * 5, 0.0)]
)
def test_noise_is_twice_the_farthest_that_a_run_was_from_the_median(ratios, noise):
    assert reference({"extraction": ratios})["figures"] == {"extraction": {"ratio": 2.0, "noise": noise}}


def test_a_fit_that_drops_flagged_hunks_is_caught():
    """The seeded regression: facts are not told to the fit, so that it takes hunks in their files' order."""
    sample = _small(fitting.make_sample(seed=3))
    committed = {one.name: Expected(one.ratio, noise=0.0) for one in fitting.retention(sample)}

    found = list(regressions(fitting.retention(sample, fitted=_without_flags), committed))

    assert list(regressions(fitting.retention(sample), committed)) == []
    assert any("8,000 tokens" in sentence for sentence in found)


def test_the_committed_figures_are_those_of_benches_that_there_are():
    retention = {one.name for one in fitting.retention(_small(fitting.make_sample(seed=3)))}

    assert retention <= set(read_reference())


def test_figures_reach_the_table_from_another_process(tmp_path):
    path = tmp_path / "figures"
    missed = figure("extraction", 2.4, is_more_better=False, promise=2.0)

    keep([missed], {"BENCH_FIGURES": str(path)})
    keep([figure("reading", 1.1, promise=1.0)], {"BENCH_FIGURES": str(path)})

    assert kept(path)[0] == missed
    assert table(kept(path)).splitlines()[1].endswith("2.40   ≤ 2  MISSED")
    assert "MISSED" not in table(kept(path)).splitlines()[2]


def _without_flags(change, diff, _facts, window, **options):
    return fit(change, diff, (), window, **options)


def _small(sample):
    """Some of its files: enough not to fit into the smallest window."""
    diff = sample.diff[::4]
    paths = {file.path for file in diff}
    change = dataclasses.replace(sample.change, files=tuple(one for one in sample.change.files if one.path in paths))
    return fitting.Sample(change, diff, tuple(fact for fact in sample.facts if fact.path in paths))
