"""The line of a setting is the parser's own: strings of several lines, quoted and dotted keys do not mislead it."""

import pytest

from stacks.settings.lines import line_of

TEXT = '''# a comment
a = 1
"b c" = 2
commands = [
  "x",
  # pipelines
  "a = 3",
]
text = """
a = 2
[[pipelines]]
"""
[[pipelines]]
name = "x"
source.type = "s"
source.branch = "z"

[[pipelines]]
name = "y"
[pipelines.source.trigger]

tags = ["v"]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b c",), 3),
        (("commands",), 4),
        (("commands", 1), 4),
        (("text",), 9),
        (("pipelines", 0), 13),
        (("pipelines", 0, "source", "branch"), 16),
        (("pipelines", 1), 18),
        (("pipelines", 1, "name"), 19),
        (("pipelines", 1, "source"), 20),
        (("pipelines", 1, "source", "trigger", "tags"), 22),
        (("pipelines", 1, "source", "branch"), None),
        (("pipelines", 2), None),
        (("a", "b"), None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_setting_stands_on_its_line(path, line, end):
    assert line_of(TEXT.replace("\n", end), path) == line


def test_the_last_of_two_hundred_pipelines_is_found():
    entry = '[[pipelines]]\nname = "p"\ncommands = [\n"a",\n"b",\n]\n'

    assert line_of(entry * 200 + "last = 1", ("pipelines", 199, "last")) == 1201
