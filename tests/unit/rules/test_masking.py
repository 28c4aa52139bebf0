"""Comments and strings are blanked out, line by line, in the family of each language."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdas.shared.domain.rules import masking
from lambdas.shared.domain.rules.languages import Syntax, language_of
from lambdas.shared.domain.rules.masking import mask


@pytest.mark.parametrize(
    ("syntax", "text", "code", "uncommented"),
    [
        (Syntax.PYTHON, 'x = "eval(1)"  # exec(2)', "x =", 'x = "eval(1)"'),
        (Syntax.PYTHON, "x = '#' + y", "x =     + y", "x = '#' + y"),
        (Syntax.C_LIKE, "run(); // eval(x)", "run();", "run();"),
        (Syntax.C_LIKE, "a /* eval(x) */ b", "a" + " " * 15 + "b", "a" + " " * 15 + "b"),
        (Syntax.HASH, "key: 'a # b' # c", "key:", "key: 'a # b'"),
        (Syntax.HASH, "url: http://a/#b", "url: http://a/#b", "url: http://a/#b"),
        (Syntax.SQL, "SELECT 1 -- DROP", "SELECT 1", "SELECT 1"),
        (Syntax.PLAIN, "# all of it", "# all of it", "# all of it"),
    ],
)
def test_one_line(syntax, text, code, uncommented):
    """Code stays, comments go, strings go from the code only."""
    (masked,) = mask([text], syntax)

    assert (masked.code.rstrip(), masked.uncommented.rstrip()) == (code, uncommented)


def test_a_docstring_is_prose_and_a_long_string_is_a_string():
    """SQL in a triple-quoted value is looked at; a docstring is not."""
    lines = [
        "def f():",
        '    """Never DROP TABLE.',
        '    Never."""',
        '    sql = """',
        "DROP TABLE x",
        '    """',
        "    run()",
    ]

    masked = mask(lines, Syntax.PYTHON)

    assert [line.uncommented.strip() for line in masked] == [
        "def f():",
        "",
        "",
        'sql = """',
        "DROP TABLE x",
        '"""',
        "run()",
    ]
    assert masked[4].code.strip() == ""


def test_lines_that_begin_inside_a_comment_are_recognised_by_its_end():
    """A hunk shows the middle of a file."""
    masked = mask([" * eval(x)", " */", "eval(y)"], Syntax.C_LIKE)

    assert [line.code.strip() for line in masked] == ["", "", "eval(y)"]


def test_lines_that_begin_inside_a_docstring_are_recognised_by_its_end():
    """The first triple quote closes, since a sentence stands in front of it."""
    masked = mask(["and eval(x) too", 'is never called."""', "eval(y)"], Syntax.PYTHON)

    assert [line.code.strip() for line in masked] == ["", "", "eval(y)"]


@given(st.sampled_from(list(Syntax)), st.lists(st.text(alphabet="ab\"'`#/*-<!> \\\r", max_size=15), max_size=6))
def test_nothing_is_invented_and_nothing_moves(syntax, texts):
    """Each character is there, or a space is, whatever quotes are left open."""
    for text, masked in zip(texts, mask(texts, syntax), strict=True):
        for part in masked:
            assert part == "" or len(part) == len(text)
            assert all(shown in (" ", given) for shown, given in zip(part, text, strict=False))


@pytest.mark.parametrize(
    ("path", "name"),
    [("a/b.py", "Python"), ("Dockerfile.dev", "Docker"), ("x.d.ts", "TypeScript"), ("noending", ""), (".env", "")],
)
def test_the_language_is_told_from_the_name(path, name):
    """An unknown name has no language, and is not guessed at."""
    assert language_of(path).name == name


_pieces = st.sampled_from(
    ['"""', "'''", "/*", "*/", "`", "//", "#", "--", "'", '"', "\\", "x = ", "run(", ")", "a word", " ", "r", ":"]
)
_lines = st.lists(st.lists(_pieces, max_size=7).map("".join), max_size=6)


@example(["*/*/*/"], Syntax.C_LIKE)
@given(_lines, st.sampled_from([Syntax.PYTHON, Syntax.C_LIKE, Syntax.SQL]))
def test_lines_that_are_masked_by_themselves_would_be_masked_alike_with_their_neighbours(lines, syntax):
    """Telling at sight that nothing spans lines spares most of the work, and changes nothing."""
    at_sight = mask(lines, syntax)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masking, "spans_lines", lambda *_: True)
        assert at_sight == mask(lines, syntax)
