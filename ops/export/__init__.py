"""Executions as files for an auditor: each format takes one dossier after the other, however many there are."""

from ops.export.about import About
from ops.export.files import FORMATS, export

__all__ = ["FORMATS", "About", "export"]
