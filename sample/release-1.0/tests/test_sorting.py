import pytest

from sorting_service.sorting import bubble_sort


@pytest.mark.parametrize(
    "numbers",
    [[], [1], [2, 1], [1, 2, 3], [3, 2, 1], [5, -1, 5, 0, 3], [7] * 5, list(range(50, 0, -1))],
)
def test_numbers_are_sorted(numbers):
    assert bubble_sort(numbers) == sorted(numbers)


def test_the_callers_list_is_left_as_it_was():
    numbers = [3, 1, 2]

    bubble_sort(numbers)

    assert numbers == [3, 1, 2]
