"""`--help` of the programs that take no options: what they are, instead of a long run."""

import argparse


def only_help(program: str, about: str | None) -> None:
    """Ends the process where anything is asked for."""
    argparse.ArgumentParser(
        prog=f"python -m {program}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
