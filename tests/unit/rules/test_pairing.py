"""Which added line takes the place of which removed one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.rules import pairing
from lambdas.shared.domain.rules.pairing import pair_lines

lines = st.lists(st.text(alphabet="ab =:,()[]{}'\"_1\t-", max_size=20), max_size=12)


def test_the_same_setting_is_paired_with_itself():
    """Even when every value changes and lines come in between."""
    removed = ["memory_size=256,", "timeout=Duration.minutes(10),"]
    added = ["memory_size=512,", 'description="Sorts",', "timeout=Duration.seconds(5),"]

    pairs = pair_lines(removed, added)

    assert pairs == ((0, 0), (1, 2))


def test_lines_that_only_look_alike_because_of_punctuation_are_not_paired():
    """`"a": 1,` is not what became of `"z": 9,`."""
    pairs = pair_lines(['"alpha": 1,'], ['"zulu": 9,'])

    assert pairs == ()


def test_the_better_partner_wins_over_the_nearer():
    """The call whose argument changed, not the line that was put in front of it."""
    removed = ["    return response(200, body)"]
    added = ["    log(body)", "    return response(200, {'body': body})"]

    pairs = pair_lines(removed, added)

    assert pairs == ((0, 1),)


def test_a_very_large_block_is_paired_by_its_keys():
    """Comparing each with each would take minutes."""
    removed = [f"key_{n}: {n}" for n in range(500)]
    added = [f"key_{n}: {n + 1}" for n in range(0, 500, 2)]

    pairs = pair_lines(removed, added)

    assert pairs == tuple((n, n // 2) for n in range(0, 500, 2))


@given(lines, lines)
def test_pairs_keep_the_order_and_use_each_line_once(removed, added):
    """Whatever the lines are."""
    pairs = pair_lines(removed, added)

    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    assert olds == sorted(set(olds))
    assert news == sorted(set(news))
    assert all(0 <= old < len(removed) and 0 <= new < len(added) for old, new in pairs)


@given(st.lists(st.sampled_from(["alpha = 1", "beta = 2", "gamma(delta)", "if epsilon:"]), unique=True))
def test_lines_that_stay_the_same_are_paired_with_themselves(texts):
    """A block that did not change pairs line by line."""
    assert pair_lines(texts, texts) == tuple((index, index) for index in range(len(texts)))


@given(lines, lines)
def test_plain_ascii_is_read_as_every_other_text_is(removed, added):
    """Its words and signs are found in a quicker way, and are the same."""
    pairs = pair_lines(removed, added)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "_words_and_signs", _as_any_text)
        assert pair_lines(removed, added) == pairs


def _as_any_text(texts):
    return [re.findall(r"\w+", text) for text in texts], [re.sub(r"[\w\s]", "", text) for text in texts]
