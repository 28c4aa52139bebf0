"""Every bench, one after the other: `make bench`. Each prints its figures, speeds as ratios within its own run."""

import subprocess
import sys

_BENCHES = ("redaction", "grounding", "fitting", "extraction")


def main() -> None:
    failed = []
    for name in _BENCHES:
        print(f"\n{name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"These benches failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
