"""`python3 -m buildspec.team_build`, in the clone: build, then scan, then gather the reports into .evidence/."""

import sys
from pathlib import Path

from buildspec.team_build.build import given_commands, run
from buildspec.team_build.evidence import Evidence
from buildspec.team_build.scans import scan
from buildspec.team_build.toolchains import detect


def main() -> int:
    clone = Path.cwd()
    evidence = Evidence.start(clone)
    given = given_commands()
    commands = detect(clone) if given is None else given
    if not commands:
        say("No build was recognised here: there is nothing to run. The setting build_commands names the commands.")
    status = run(commands, evidence.folder)
    if status:
        return status
    evidence.gather()
    scans = scan(clone)
    for result in scans:
        say(result.in_words)
    evidence.finish(commands=len(commands), scans=scans)
    return 0


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
