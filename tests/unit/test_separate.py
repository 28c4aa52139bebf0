"""Long paragraphs of the rules as lists."""

from lambdas.shared.brief.separate import separate

LONG = "The container image goes from one to another, and another one from one to yet another one besides. "


def test_each_sentence_of_a_long_paragraph_stands_by_itself():
    assert separate(LONG * 3 + "It ends.") == (*[LONG.strip()] * 3, "It ends.")


def test_what_is_short_or_of_two_sentences_stays_together():
    assert separate("One. Two. Three.") == ("One. Two. Three.",)
    assert separate(f"{LONG}{'x' * 300}") == (f"{LONG}{'x' * 300}",)


def test_code_quotations_brackets_and_initials_are_left_whole():
    first = "It runs `a. B` (in x. Y.py, line 3) as “Do this. Then that” says, by A. Lovelace, " + "z" * 200 + "."
    assert separate(f"{first} {LONG}{LONG}".strip()) == (first, LONG.strip(), LONG.strip())
