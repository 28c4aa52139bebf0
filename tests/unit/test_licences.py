"""Nothing is deployed under a licence that asks more of its user than a notice; the page in docs/ names all of it."""

import re
from pathlib import Path

from docs import write_licences

PERMISSIVE = re.compile(r"MIT|BSD|Apache|PSF|MPL|Mozilla")


def test_what_is_deployed_may_be_deployed_by_anyone():
    licences = write_licences.shipped_licences()

    assert {"aws-lambda-powertools", "jinja2"} <= licences.keys()
    assert [name for name, licence in licences.items() if not PERMISSIVE.search(licence)] == []


def test_the_page_names_each_package_of_the_locks():
    locks = [Path(lock).read_text(encoding="utf-8") for lock in (write_licences.SHIPPED, write_licences.USED)]
    locked = {name for lock in locks for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}

    page = write_licences.PAGE.read_text(encoding="utf-8")

    assert [row for row in map(_row, write_licences.shipped_licences().items()) if row not in page] == []
    assert locked - set(re.findall(r"^\| (\S+) \|", page, re.MULTILINE)) <= _of_other_systems(locks)


def _row(shipped):
    name, licence = shipped
    return f"| {name} | {licence} |"


def _of_other_systems(locks):
    """Those that the lock gives a marker: they are installed on some systems only."""
    return {name for lock in locks for name in re.findall(r"^([A-Za-z0-9._-]+)==\S+ ; ", lock, re.MULTILINE)}
