"""What callers and operators meet."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of


@pytest.mark.parametrize(
    ("rule", "path", "hunk", "name"),
    [
        ("request-parameter-added", "a.py", '+    order = parameters.get("order", "up")', "order"),
        ("request-parameter-added", "a.py", '+    order = request.args["order"]', "order"),
        ("request-parameter-added", "a.js", "+  const order = req.query.order", "order"),
        ("request-parameter-added", "a.go", '+\torder := r.URL.Query().Get("order")', "order"),
        ("request-parameter-added", "A.java", '+  String order = request.getParameter("order");', "order"),
        ("request-parameter-removed", "a.js", "-  const order = req.query.order", "order"),
        ("command-option-added", "a.py", '+parser.add_argument("-v", "--verbose")', "--verbose"),
        ("environment-variable-read", "a.py", '+key = os.environ["SHOP_NAME"]', "SHOP_NAME"),
        ("environment-variable-read", "a.js", "+const key = process.env.SHOP_NAME", "SHOP_NAME"),
        ("environment-variable-no-longer-read", "a.go", '-\tkey := os.Getenv("SHOP_NAME")', "SHOP_NAME"),
        ("route-added", "a.py", '+@app.get("/orders/{id}")', "/orders/{id}"),
        ("route-added", "a.js", "+router.post('/orders', create)", "/orders"),
        ("route-added", "A.java", '+@GetMapping("/orders")', "/orders"),
        ("route-removed", "a.go", '-\tr.GET("/orders", list)', "/orders"),
    ],
)
def test_a_name_that_comes_or_goes_is_said(rule, path, hunk, name):
    """Parameters, options, variables and addresses."""
    assert only(facts_of(diff_of(path, hunk)), rule).subject == name


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.py", ' a = parameters.get("order")\n+b = parameters.get("order")'),
        ("a.py", '-a = parameters.get("order")\n+a = parameters.get("order", "up")'),
        ("a.py", '+    # parameters.get("order")'),
        ("a.py", '+    settings.get("order")'),
        ("tests/test_a.py", '+    parameters.get("order")'),
        ("a.js", "+  cache.get('/orders')"),
    ],
)
def test_a_name_that_was_there_or_is_none_is_not_said(path, hunk):
    """Context, rewritten lines, comments, other dictionaries, tests."""
    rules = rules_of(path, hunk)

    assert [rule for rule in rules if rule.startswith(("request", "route"))] == []


def test_what_a_result_gains_and_loses_is_said():
    """Where the answer stands on one line before and after."""
    hunk = '-    return response({"numbers": a, "count": n})\n+    return response({"numbers": a, "algorithm": b})'

    facts = facts_of(diff_of("a.py", hunk))

    assert only(facts, "response-field-added").text == "The result now also contains `algorithm`."
    assert only(facts, "response-field-removed").level is Level.MEDIUM


@pytest.mark.parametrize(
    "hunk",
    [
        '-    return {"statusCode": 200}\n+    return {"statusCode": 200, "headers": {}}',
        '-    total = {"a": 1}\n+    total = {"a": 1, "b": 2}',
        '+    return {"a": 1}',
    ],
)
def test_no_result_is_invented(hunk):
    """Technical keys, other dictionaries, functions that are new."""
    assert [rule for rule in rules_of("a.py", hunk) if rule.startswith("response")] == []


def test_a_further_choice_is_said_with_how_it_is_chosen():
    """From a table of choices, whatever it chooses between."""
    hunk = (
        "-from forms import json_format\n+from forms import json_format, xml_format\n"
        '+FORMATS = {"json": json_format, "xml": xml_format}\n'
        ' def show(parameters):\n-    return json_format(data)\n+    format = parameters.get("format", "json")\n'
        "+    return FORMATS[format](data)"
    )

    fact = only(facts_of(diff_of("a.py", hunk)), "alternative-added")

    assert fact.text == (
        "A second format, `xml_format`, joins `json_format`; callers choose it with the parameter `format`."
    )


def test_a_choice_in_a_table_of_many_lines_is_counted():
    """The neighbours of the new line are its alternatives."""
    hunk = ' SORTERS = {\n     "a": bubble_sort,\n     "b": merge_sort,\n+    "c": quick_sort,\n }'

    fact = only(facts_of(diff_of("a.py", hunk)), "alternative-added")

    assert fact.text.startswith("A third way of sorting, `quick_sort`, joins `merge_sort` and `bubble_sort`")


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.py", ' X = {\n     "a": first_name,\n+    "b": quick_sort,\n }'),
        ("a.py", ' X = {\n+    "a": bubble_sort,\n+    "b": quick_sort,\n }'),
        ("a.go", " x := T{\n \tOverrideSpecial: a.OverrideSpecial,\n+\tMinSpecial: minSpecial,\n }"),
        ("a.md", ' "a": bubble_sort,\n+"b": quick_sort,'),
    ],
)
def test_a_table_of_unlike_things_offers_no_choice(path, hunk):
    """Names must be alike, one must have been there, and callers must be able to name it."""
    assert "alternative-added" not in rules_of(path, hunk)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.ts", "await redis.set(key, JSON.stringify(all), { EX: 300 })", "await redis.set(key, JSON.stringify(all))"),
        (
            "a.ts",
            "return { kept: await redis.set(key, one, { EX: 300 }) }",
            "return { kept: await redis.set(key, one) }",
        ),
        (
            "a.ts",
            "const response = await get(url, { retries: 3 })",
            "const response = await get(url, { method: 'GET' })",
        ),
        (
            "a.ts",
            "one = async (req: Request, res: Response, next: Next) => {",
            "one = async (req: Request, res: Response) => {",
        ),
        ("a.py", 'return dict(total=count({"open": True}))', 'return dict(total=count({"paid": True}))'),
    ],
)
def test_options_of_a_call_are_no_part_of_a_result(path, before, after):
    """They stand in a call within the answer, or behind it."""
    rules = rules_of(path, f"-  {before}\n+  {after}")

    assert [rule for rule in rules if rule.startswith("response")] == []


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.js", "res.status(200).json({ id: one(1) })", "res.status(200).json({ id: one(1), total: 2 })"),
        ("a.js", "res.json({ id: one(1) })", "res.json({ id: one(1), total: sum(all) })"),
        ("a.php", "return response()->json(['id' => 1]);", "return response()->json(['id' => 1, 'total' => 2]);"),
        ("a.js", "response.status(200).json({ id: 1 })", "response.status(200).json({ id: 1, total: 2 })"),
        ("a.py", 'response = {"id": 1}', 'response = {"id": 1, "total": 2}'),
        ("a.go", 'c.JSON(200, gin.H{"id": 1})', 'c.JSON(200, gin.H{"id": 1, "total": 2})'),
        ("a.rb", "render json: { id: 1 }, status: :ok", "render json: { id: 1, total: 2 }, status: :ok"),
        (
            "a.py",
            'return {"statusCode": 200, "body": json.dumps({"id": 1})}',
            'return {"statusCode": 200, "body": json.dumps({"id": 1, "total": 2})}',
        ),
    ],
)
def test_a_result_is_read_in_whatever_makes_it(path, before, after):
    """The answer's own calls are not taken for others."""
    facts = facts_of(diff_of(path, f"-  {before}\n+  {after}"))

    assert [fact.subject for fact in facts if fact.rule == "response-field-added"] == ["total"]
