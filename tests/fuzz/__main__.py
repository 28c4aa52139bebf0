"""
Throw inputs at every reader until the number is reached: `make fuzz [N=100000]`.

Exit status 1 as soon as a reader answers with anything but a value or a refusal of its own; its smallest such input is
printed.
"""

import argparse
import sys
import time

from tests.fuzz.readers import readers
from tests.fuzz.throwing import throw


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("inputs", type=int, nargs="?", default=100_000, help="how many in all (default: 100,000)")
    parser.add_argument("--only", default="", help="readers whose name holds this")
    arguments = parser.parse_args()
    chosen = [reader for reader in readers() if arguments.only in reader.name]
    if not chosen or arguments.inputs < 1:
        parser.error("there is nothing to do")
    each, failed, thrown, start = -(-arguments.inputs // len(chosen)), 0, 0, time.monotonic()
    for reader in chosen:
        tally = throw(reader, each)
        thrown += tally.thrown
        failed += tally.fault is not None
        print(f"{reader.name:36} {tally.thrown:7,} inputs, {tally.refused:7,} refused", flush=True)  # noqa: T201
        if tally.fault:
            print(tally.fault, file=sys.stderr)  # noqa: T201
    took = time.monotonic() - start
    print(f"{thrown:,} inputs, {failed} readers with a fault, {took:.0f} s")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
