"""Functions and classes that come, go or change, in many languages, and what they ask of their callers."""

import pytest

from tests.unit.rules.changes import deleted_file, diff_of, facts_of, new_file, only

ADDED = [
    ("a.py", "+async def fetch(url):\n+    return url", "function-added", "fetch"),
    ("a.py", " class Shop:\n+    def open(self):\n+        pass", "function-added", "Shop.open"),
    ("a.py", "+class Shop:\n+    pass", "class-added", "Shop"),
    ("a.js", "+export function fetchAll(a) {\n+}", "function-added", "fetchAll"),
    ("a.js", "+const run = async (a) => {\n+}", "function-added", "run"),
    ("a.js", "+res.links = function(links) {\n+}", "function-added", "links"),
    ("a.ts", "+export interface Order {\n+}", "class-added", "Order"),
    (
        "a.ts",
        " export class Shop {\n+  private async open(key: string): Promise<void> {\n+  }",
        "function-added",
        "Shop.open",
    ),
    ("A.java", " class A {\n+    public String name(int id) {\n+    }", "function-added", "A.name"),
    ("a.kt", "+fun greet(name: String) = name", "function-added", "greet"),
    ("a.go", "+func (s *Server) Run(port int) error {\n+}", "function-added", "Server.Run"),
    ("a.go", "+type Server struct {\n+}", "class-added", "Server"),
    ("a.rb", " class Shop\n+  def open?\n+  end", "function-added", "Shop.open?"),
    ("a.rs", "+pub async fn run(a: u8) -> u8 {\n+}", "function-added", "run"),
    ("A.cs", " class A {\n+    public async Task<int> Count(int id)\n+    {\n+    }", "function-added", "A.Count"),
    ("a.php", "+function total(array $a) {\n+}", "function-added", "total"),
    ("a.c", "+int total(int a)\n+{\n+}", "function-added", "total"),
]


@pytest.mark.parametrize(("path", "hunk", "rule", "name"), ADDED)
def test_what_is_added_is_named(path, hunk, rule, name):
    """With the class around it, where the hunk shows it."""
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert (fact.subject, fact.level) == (name, None)


@pytest.mark.parametrize(("path", "hunk", "rule", "name"), ADDED)
def test_what_is_removed_is_named(path, hunk, rule, name):
    """The same, backwards; the line counts in the old file."""
    fact = only(facts_of(diff_of(path, hunk.replace("+", "-"))), rule.replace("added", "removed"))

    assert (fact.subject, fact.is_removed) == (name, True)


def test_a_change_inside_a_function_is_laid_to_the_function():
    """Told from the lines above it, or from the header of the hunk."""
    above = facts_of(diff_of("a.py", " def total(a):\n-    return a\n+    return a + 1"))
    header = facts_of(diff_of("a.py", "-    return a\n+    return a + 1", section="def total(a):", start=9))

    assert only(above, "function-changed").subject == "total"
    assert only(header, "function-changed").subject == "total"


@pytest.mark.parametrize(
    "hunk",
    [
        " def total(a):\n     return a\n \n \n-LIMIT = compute(1)\n+LIMIT = compute(2)",
        " def total(a):\n-    # old words\n+    # new words\n     return a",
        '+"""\n+def total(a): this is only an example\n+"""',
        "+# def total(a):",
    ],
)
def test_what_is_outside_of_functions_is_laid_to_none(hunk):
    """Code after the end of one, comments, and examples in strings."""
    rules = {fact.rule for fact in facts_of(diff_of("a.py", hunk))}

    assert not {rule for rule in rules if rule.startswith("function-")}


def test_a_function_that_moves_to_another_file_has_moved():
    """It is neither lost nor new."""
    facts = facts_of(
        deleted_file("old.py", "def total(a):\n    return a"), new_file("new.py", "def total(a):\n    return a")
    )

    moved = only(facts, "function-moved")
    assert (moved.path, moved.before) == ("new.py", "old.py")
    assert not {"function-added", "function-removed"} & {fact.rule for fact in facts}


@pytest.mark.parametrize(
    ("path", "before", "after", "text"),
    [
        ("a.py", "def f(a):", "def f(a, b):", "The function `f` takes a new required parameter, `b`."),
        ("a.py", "def f(a):", "def f(a, *, b: int = 1):", "The function `f` takes a new optional parameter, `b`."),
        (
            "a.ts",
            "export function f(a: A) {",
            "export function f(a: A, b?: B) {",
            "The function `f` takes a new optional parameter, `b`.",
        ),
        (
            "A.java",
            "  public int f(String a) {",
            "  public int f(String a, int b) {",
            "The function `f` takes a new required parameter, `b`.",
        ),
        (
            "a.go",
            "func (s *S) f(a int) {",
            "func (s *S) f(a int, b string) {",
            "The function `S.f` takes a new required parameter, `b`.",
        ),
        ("a.py", "def f(a, b):", "def f(a):", "The function `f` no longer takes the parameter `b`."),
    ],
)
def test_parameters_that_come_and_go_are_said(path, before, after, text):
    """Required or optional makes a difference to callers."""
    facts = facts_of(diff_of(path, f"-{before}\n+{after}\n     pass"))

    assert text in [fact.text for fact in facts]


def test_a_parameter_on_a_line_of_its_own_is_seen():
    """Lists of parameters are often written one to a line."""
    hunk = "-def f(\n-    a: dict[str, int],\n-):\n+def f(\n+    a: dict[str, int],\n+    b: int,\n+):\n     pass"

    facts = facts_of(diff_of("a.py", hunk))

    assert only(facts, "function-parameter-added").subject == "b"


def test_a_renamed_parameter_is_no_new_one():
    """As many as before."""
    rules = {fact.rule for fact in facts_of(diff_of("a.py", "-def f(a):\n+def f(b):\n     pass"))}

    assert "function-parameter-added" not in rules


def test_tests_and_documentation_have_no_functions_of_the_product():
    """Tests are told by the rules about tests."""
    facts = facts_of(new_file("tests/helpers.py", "def f():\n    pass"), new_file("docs/a.md", "def f():"))

    assert [fact for fact in facts if fact.rule.startswith("function")] == []
