"""Sorting lists of integers."""


def bubble_sort(numbers: list[int]) -> list[int]:
    """Sort by swapping neighbours until nothing moves; the time grows with the square of the length."""
    result = list(numbers)
    for end in range(len(result) - 1, 0, -1):
        swapped = False
        for index in range(end):
            if result[index] > result[index + 1]:
                result[index], result[index + 1] = result[index + 1], result[index]
                swapped = True
        if not swapped:
            break
    return result


def quick_sort(numbers: list[int]) -> list[int]:
    """Sort by dividing around a pivot; the time grows with the length times its logarithm, as a rule."""
    if len(numbers) < 2:
        return list(numbers)
    pivot = numbers[len(numbers) // 2]
    smaller = [number for number in numbers if number < pivot]
    equal = [number for number in numbers if number == pivot]
    larger = [number for number in numbers if number > pivot]
    return [*quick_sort(smaller), *equal, *quick_sort(larger)]
