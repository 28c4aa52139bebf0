"""As Lambda does it: import the step's handler, and call it once. Its arguments are the step and the event's file."""

import importlib
import json
import sys
from pathlib import Path

from bench.first_call.context import Context, draw_the_same

if __name__ == "__main__":
    draw_the_same()
    step = importlib.import_module(f"lambdas.{sys.argv[1]}.handler")
    step.handler(json.loads(Path(sys.argv[2]).read_bytes()), Context())
