"""The first call is measured against exactly the calls of AWS that were recorded, or not at all."""

from contextlib import closing
from http.client import HTTPConnection

import pytest

from bench.first_call.exchange import Exchange
from bench.first_call.stand_in import OtherCallsError, stand_in

READ = Exchange("dynamodb", "GetItem", {}, 200, {"x-amzn-requestid": "1", "content-length": "99"}, b"{}")


@pytest.fixture
def ask(socket_enabled):
    def ask(url, operation):
        with closing(HTTPConnection(url.removeprefix("http://"))) as connection:
            connection.request("POST", "/", b"{}", {"x-amz-target": f"DynamoDB_20120810.{operation}"})
            response = connection.getresponse()
            return response.status, response.headers["x-amzn-requestid"], response.read()

    return ask


def test_what_was_recorded_is_answered_in_its_order(ask):
    with stand_in([READ, READ]) as url:
        answers = [ask(url, "GetItem") for _ in range(2)]

    assert answers == [(200, "1", b"{}")] * 2


def test_another_call_than_the_recorded_one_fails_the_bench(ask):
    with pytest.raises(OtherCallsError, match="Query instead of GetItem"), stand_in([READ]) as url:
        status, *_ = ask(url, "Query")

    assert status == 400


def test_a_call_that_is_left_out_fails_the_bench(ask):
    with pytest.raises(OtherCallsError, match="1 calls fewer than were recorded"), stand_in([READ, READ]) as url:
        ask(url, "GetItem")
