"""Whether a brief still compares with what is in production."""

import pytest

from lambdas.shared.domain.change import BaselineReason
from lambdas.shared.domain.production import Deployed, deployed_since

_BASE, _OTHER = "b" * 40, "a" * 40
_CREATED, _BEFORE, _AFTER = "2026-08-24T06:03:00Z", "2026-08-24T06:00:00Z", "2026-08-24T06:30:00Z"


def _main(**attributes):
    return {"created_at": _CREATED, "base_commit_id": _BASE, "baseline_reason": "last-deployed", **attributes}


@pytest.mark.parametrize("reason", sorted(set(BaselineReason) - {BaselineReason.REWRITTEN}))
@pytest.mark.parametrize("at", [_BEFORE, _AFTER])
def test_another_commit_in_production_than_the_one_compared_with_is_news(reason, at):
    newest = Deployed(_OTHER, at)

    assert deployed_since(_main(baseline_reason=str(reason)), newest) == newest


@pytest.mark.parametrize(("at", "is_news"), [(_BEFORE, False), (_AFTER, True)])
def test_a_deployed_commit_that_was_gone_from_the_start_is_no_news(at, is_news):
    """The change is compared with an older deployment, and says why."""
    found = deployed_since(_main(baseline_reason=str(BaselineReason.REWRITTEN)), Deployed(_OTHER, at))

    assert (found is not None) is is_news


@pytest.mark.parametrize("newest", [None, Deployed(_BASE, _AFTER), Deployed(_BASE, _AFTER, is_declared=True)])
def test_the_same_commit_or_none_is_no_news(newest):
    assert deployed_since(_main(), newest) is None


def test_where_no_change_was_read_there_is_nothing_to_compare():
    assert deployed_since({"created_at": _CREATED}, Deployed(_OTHER, _AFTER)) is None
