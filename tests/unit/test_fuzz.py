"""Every reader answers to anything with a value or with a refusal of its own; `make fuzz` throws 100,000 inputs."""

import pytest

from tests.fuzz.readers import readers
from tests.fuzz.throwing import throw

READERS = list(readers())


@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
def test_a_reader_is_broken_by_nothing(reader):
    tally = throw(reader, 20, derandomize=True)

    assert tally.fault is None


def test_a_reader_that_breaks_is_found_out():
    broken = type(READERS[0])("broken", READERS[0].inputs, lambda _: 1 / 0)

    tally = throw(broken, 100, derandomize=True)

    assert "ZeroDivisionError" in str(tally.fault)
