"""What has room on the first screen, beside what has to be on it."""

from lambdas.shared.brief.screen_room import room_beside, shared

SHORT, LONG = "Is it needed?", "How would anyone notice that this fails, and who is told of it? " * 3


def test_what_must_be_there_takes_room_from_what_may():
    usual = room_beside("A short headline", notices=(), rows=("All 3 files were read.",))

    assert usual > room_beside("A short headline", notices=("No model.",), rows=("All 3 files were read.",))
    assert usual > room_beside("A long headline, " * 6, notices=(), rows=("All 3 files were read.",))
    assert usual > room_beside("A short headline", notices=(), rows=("All 3 files were read.", LONG))


def test_reasons_and_questions_take_turns():
    assert shared(5 * 22, [SHORT] * 9, [SHORT] * 2, most=3) == (2, 2)  # and a line that says how many more there are


def test_one_of_each_is_there_however_little_room_there_is():
    assert shared(0, [LONG] * 3, [LONG] * 3, most=3) == (1, 1)
    assert shared(0, [], [LONG], most=3) == (0, 1)


def test_no_more_than_wanted_is_taken_however_much_room_there_is():
    assert shared(10_000, [SHORT] * 9, [SHORT] * 2, most=3) == (3, 2)
