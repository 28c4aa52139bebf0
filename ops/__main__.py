"""`python -m ops COMMAND`; `./review` sets up what it needs first."""

from ops.cli import review

if __name__ == "__main__":
    review(prog_name="review")
