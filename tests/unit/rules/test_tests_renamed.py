"""A test that goes on under another name is no test removed; one that goes is, whatever comes elsewhere."""

import pytest

from tests.unit.rules.changes import deleted_file, diff_of, facts_of, new_file

PATH = "src/test/java/shop/BasketTests.java"


def changes_told(path, hunk):
    """The tests that are said to come and go: ("removed", name) and ("added", name)."""
    return told(diff_of(path, hunk))


def told(*diffs):
    rules = {"test-removed": "removed", "test-added": "added", "test-moved": "moved"}
    return [(rules[fact.rule], fact.subject) for fact in facts_of(*diffs) if fact.rule in rules]


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        (PATH, "     @Test\n-    void testAddsUp() {\n+    void addsUp() {\n         basket.add(1);"),
        (
            PATH,
            "     @Test\n-    public void testAddsUp() throws Exception {\n+    void addsUp() {\n         add(1);",
        ),
        (
            PATH,
            "     @Test\n-    public void testEmpty() throws Exception {\n+    void costsNothingAtAll() {\n     }",
        ),
        (PATH, '     @Test\n     @DisplayName("sum")\n-    void testAddsUp() {\n+    void sums() {\n     }'),
        (PATH, "-    @Test(timeout = 5)\n-    public void testAddsUp() {\n+    @Test\n+    void addsUp() {\n     }"),
        (PATH, "-    public void testAddsUp() {\n+    @Test\n+    void addsUp() {\n     }"),
        (PATH, "-    @Test public void testAddsUp() {\n+    @Test void addsUp() {\n     }"),
        (PATH, "     @Test\n-    public void addsUp() {\n+    void addsUp() {\n     }"),
        ("src/test/kotlin/BasketTest.kt", "     @Test\n-    fun testAddsUp() {\n+    fun `adds up`() {\n     }"),
        (
            "tests/BasketTests.cs",
            "     [Fact]\n-    public void TestAddsUp()\n+    public async Task Adds_up()\n     {",
        ),
        ("tests/basket.rs", " #[test]\n-fn test_adds_up() {\n+fn adds_up() {\n     let basket = of(1);"),
    ],
)
def test_a_renamed_test_is_neither_removed_nor_added(path, hunk):
    assert changes_told(path, hunk) == []


def test_the_same_name_without_the_word_test_is_the_same_test_wherever_it_stands():
    before = "-    @Test\n-    public void testAddsUp() throws Exception {\n-        one(1, 2);\n-    }\n"
    kept = "     void setUp() {\n         basket = new Basket();\n     }\n"
    after = "+    @Test\n+    void addsUp() {\n+        another.way(3);\n+    }\n"

    assert changes_told(PATH, before + kept + after) == []


def test_a_test_that_gets_examples_in_an_annotation_of_several_lines_is_still_there():
    examples = '+    @ParameterizedTest\n+    @CsvSource({\n+        "1, 2",\n+        "2, 3"\n+    })\n'

    hunk = f"-    @Test\n-    void adds() {{\n{examples}+    void adds(int one, int other) {{\n     }}"

    assert changes_told(PATH, hunk) == []


METHOD = "-    @Test\n-    void {}() {{\n-        sum(1);\n-    }}\n-\n"
NEXT = "     @Test\n     void costs() {\n         sum(2);\n     }\n \n"
CUT_IN = METHOD.format("testAddsUp").replace("-    @Test", "     @Test", 1) + "-    @Test\n-    void testCosts() {\n"


@pytest.mark.parametrize(
    ("hunk", "gone"),
    [
        (METHOD.format("testAddsUp") + NEXT, "testAddsUp"),
        (METHOD.format("addsUp") + NEXT, "addsUp"),
        ("-    @Test\n-    void addsUp() {\n+    void addsUp() {\n         sum(1);", "addsUp"),
        ("-    @Test\n-    void testAddsUp() {\n+    void helper(Basket basket) {\n         sum(1);", "testAddsUp"),
        (CUT_IN + "+    void addsUp() {\n         sum(1);", "testCosts"),
    ],
)
def test_a_test_that_goes_is_told(hunk, gone):
    assert changes_told(PATH, hunk) == [("removed", gone)]


def test_a_test_that_goes_while_another_comes_is_told():
    come = METHOD.format("showsTheButton").replace("-", "+")

    told_of = changes_told(PATH, METHOD.format("refusesAnExpiredCard") + NEXT + come + "     int size;")

    assert told_of == [("added", "showsTheButton"), ("removed", "refusesAnExpiredCard")]


def test_what_is_annotated_comes_goes_and_moves_by_its_name():
    suite = (
        "class {} {{\n    @Test\n    void addsUp() {{\n        sum(1);\n    }}\n\n    void helper() {{\n    }}\n}}\n"
    )
    old, new = "src/test/java/a/OldTests.java", "src/test/java/a/NewTests.java"

    assert told(new_file(new, suite.format("NewTests"))) == [("added", "addsUp")]
    assert told(deleted_file(old, suite.format("OldTests"))) == [("removed", "addsUp")]
    assert told(deleted_file(old, suite.format("OldTests")), new_file(new, suite.format("NewTests"))) == [
        ("moved", "addsUp")
    ]


def test_a_renamed_test_that_checks_less_is_told():
    """While it counted as removed, nothing else was said of it."""
    hunk = (
        "     @Test\n-    void testAddsUp() {\n+    void addsUp() {\n         var sum = sum(1, 2);\n"
        "-        assertEquals(3, sum.total());\n-        assertTrue(sum.isWhole());\n     }"
    )

    assert [fact.rule for fact in facts_of(diff_of(PATH, hunk))] == ["assertions-removed"]
