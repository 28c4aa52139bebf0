import json

import pytest

from sorting_service.handler import MAX_NUMBERS, handler


def get(**parameters):
    answer = handler({"queryStringParameters": parameters or None}, None)
    return answer["statusCode"], json.loads(answer["body"])


def test_the_numbers_come_back_sorted():
    assert get(numbers="3,1,2") == (200, {"numbers": [1, 2, 3]})


def test_spaces_signs_and_repeats_are_understood():
    assert get(numbers=" 3, -1,+2 ,3") == (200, {"numbers": [-1, 2, 3, 3]})


@pytest.mark.parametrize("parameters", [{}, {"numbers": ""}, {"numbers": "  "}])
def test_without_numbers_the_caller_is_told_what_to_give(parameters):
    status, body = get(**parameters)

    assert status == 400
    assert "?numbers=3,1,2" in body["error"]


@pytest.mark.parametrize("text", ["1,x,3", "1,,2", "1.5", "1;2"])
def test_what_is_not_an_integer_is_named(text):
    status, body = get(numbers=text)

    assert status == 400
    assert body["error"].endswith("is not an integer")


def test_too_many_numbers_are_refused():
    status, body = get(numbers=",".join(["1"] * (MAX_NUMBERS + 1)))

    assert status == 400
    assert str(MAX_NUMBERS) in body["error"]
