"""The scanners: for each, where it applies, how it is called, what its answer means."""

from buildspec.team_build.scanners import bandit, npm_audit, pip_audit
from buildspec.team_build.scanners.scanner import Scanner

SCANNERS = (pip_audit.SCANNER, bandit.SCANNER, npm_audit.SCANNER)

__all__ = ["SCANNERS", "Scanner"]
