"""The trail shows whether anything in it was altered, removed or put in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.trail import BEGINNING, START, Head, entry_after, find_break, read_head


def _trail(length):
    trail = ()
    for number in range(1, length + 1):
        details = {"comment": f"entry {number}"}
        trail = (*trail, entry_after(_head(trail), "e-1", at="2026-08-24T06:00:00Z", event="noted", details=details))
    return trail


def _head(trail):
    return Head(len(trail), trail[-1].hash) if trail else START


def _break(trail, written):
    return find_break(trail, length=len(written), head=written[-1].hash)


def test_each_entry_carries_the_hash_of_the_one_before():
    first, second = _trail(2)

    assert (first.previous_hash, second.previous_hash) == (BEGINNING, first.hash)
    assert (first.item, second.item) == ("TRAIL#000001", "TRAIL#000002")


def test_a_sound_trail_has_no_break():
    trail = _trail(3)

    assert _break(trail, trail) is None


def test_an_empty_trail_of_a_record_without_one_is_sound():
    assert find_break((), length=0, head="") is None


@pytest.mark.parametrize(
    "alteration",
    [
        {"details": {"comment": "something else"}},
        {"event": "approved"},
        {"at": "2026-08-25T06:00:00Z"},
        {"execution_id": "e-2"},
        {"hash": "0" * 64},
        {"previous_hash": "1" * 64},
    ],
)
def test_an_entry_that_was_altered_is_found(alteration):
    trail = _trail(3)

    altered = (trail[0], replace(trail[1], **alteration), trail[2])

    assert _break(altered, trail) == 2


@given(length=st.integers(2, 8), data=st.data())
def test_an_entry_that_was_taken_out_is_found(length, data):
    trail = _trail(length)
    gone = data.draw(st.integers(0, length - 1))

    left = trail[:gone] + trail[gone + 1 :]

    assert _break(left, trail) == gone + 1


@given(length=st.integers(2, 8), data=st.data())
def test_entries_that_changed_places_are_found(length, data):
    trail = _trail(length)
    first, second = sorted(data.draw(st.sets(st.integers(0, length - 1), min_size=2, max_size=2)))

    swapped = list(trail)
    swapped[first], swapped[second] = trail[second], trail[first]

    assert _break(swapped, trail) == first + 1


def test_an_entry_that_was_added_behind_the_main_items_back_is_found():
    trail = _trail(2)

    longer = (*trail, entry_after(_head(trail), "e-1", at="2026-08-24T06:00:00Z", event="noted", details={}))

    assert _break(longer, trail) == 3


@given(length=st.integers(1, 8), data=st.data())
def test_a_trail_that_was_cut_off_or_written_anew_is_found_by_a_head_that_was_kept_elsewhere(length, data):
    trail = _trail(length)
    anchor = _head(trail[: data.draw(st.integers(1, length))])
    kept = read_head(f"What is about to be deployed is what was approved. {anchor}")
    other = entry_after(START, "e-1", at="2026-08-24T06:00:00Z", event="noted", details={"comment": "forged"})

    def broken(forged):
        return find_break(forged, length=len(forged), head=_head(forged).hash, anchor=kept)

    assert kept == anchor
    assert broken(trail) is None
    assert broken(trail[: anchor.length - 1]) == anchor.length
    assert broken((other,)) == (1 if anchor.length == 1 else 2)


def test_a_text_without_a_head_anchors_nothing():
    assert read_head("Deployed. Trail: many entries") is None
