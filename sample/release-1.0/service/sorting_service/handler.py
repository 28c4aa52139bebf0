"""`GET /?numbers=3,1,2` answers `{"numbers": [1, 2, 3]}`."""

import json
from typing import Any

from sorting_service.sorting import bubble_sort

MAX_NUMBERS = 10_000


class BadRequestError(Exception):
    """The caller's mistake, in words for the caller."""


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    parameters = event.get("queryStringParameters") or {}
    try:
        numbers = read_numbers(parameters)
    except BadRequestError as error:
        return response(400, {"error": str(error)})

    return response(200, {"numbers": bubble_sort(numbers)})


def read_numbers(parameters: dict[str, str]) -> list[int]:
    text = parameters.get("numbers", "").strip()
    if not text:
        raise BadRequestError("Give the integers to sort, such as ?numbers=3,1,2")
    items = text.split(",")
    if len(items) > MAX_NUMBERS:
        raise BadRequestError(f"At most {MAX_NUMBERS} numbers can be sorted at once, not {len(items)}")
    return [read_integer(item.strip()) for item in items]


def read_integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise BadRequestError(f"{text[:40]!r} is not an integer") from None


def response(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body),
    }
