"""Constructs that run what they are given or skip a check; in strings, comments, tests and prose they are words."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only

DANGERS = [
    ("tls-verification-off", Level.HIGH, "client.py", "-requests.get(url)\n+requests.get(url, verify=False)"),
    ("tls-verification-off", Level.HIGH, "client.js", "+  rejectUnauthorized: false,"),
    ("tls-verification-off", Level.HIGH, "client.go", "+\tInsecureSkipVerify: true,"),
    ("debug-on", Level.HIGH, "settings.py", "-DEBUG = False\n+DEBUG = True"),
    ("debug-on", Level.HIGH, "app.py", "+app.run(debug=True)"),
    ("code-evaluated", Level.HIGH, "app.py", "+    return eval(expression)"),
    ("code-evaluated", Level.HIGH, "app.js", "+  return new Function(code)"),
    ("shell-command", Level.MEDIUM, "app.py", "+    subprocess.run(command, shell=True)"),
    ("unsafe-deserialisation", Level.HIGH, "app.py", "+    return pickle.loads(body)"),
    ("unsafe-deserialisation", Level.HIGH, "app.py", "+    return yaml.load(text)"),
    ("unescaped-html", Level.MEDIUM, "page.js", "+  node.innerHTML = text"),
    ("weak-hash", Level.LOW, "app.py", "+    return hashlib.md5(data).hexdigest()"),
    ("download-executed", Level.HIGH, "Dockerfile", "+RUN curl -s https://example.com/i.sh | bash"),
    ("sensitive-value-logged", Level.MEDIUM, "app.py", '+    logger.info("signed in", password)'),
]


@pytest.mark.parametrize(("rule", "level", "path", "hunk"), DANGERS)
def test_a_dangerous_construct_is_said(rule, level, path, hunk):
    """With its level."""
    assert only(facts_of(diff_of(path, hunk)), rule).level is level


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("app.py", "+    # never eval(x), pickle.loads(x) or shell=True"),
        ("app.py", '+    raise ValueError("eval(x) is not allowed; nor is shell=True")'),
        ("app.py", '+    """Unlike yaml.load(x), this is safe."""'),
        ("app.py", "+    model.eval()"),
        ("app.py", "+    match = pattern.exec(text)"),
        ("app.js", "+  const found = /a/.exec(text)"),
        ("app.py", "+    yaml.load(text, Loader=yaml.SafeLoader)"),
        ("app.py", "+    hashlib.sha256(data)"),
        ("app.py", "-    return eval(a)\n+    return eval(a, {})"),
        ("app.py", "-DEBUG = True\n+DEBUG = False"),
        ("docs/guide.md", "+app.run(debug=True)"),
        ("tests/test_app.py", "+    subprocess.run(command, shell=True)"),
        ("app.py", '+    logger.info("the password was changed")'),
        ("evaluate.py", "+    evaluate(x)"),
    ],
)
def test_words_are_not_deeds(path, hunk):
    """Comments, strings, docstrings, methods of the same name, tests, documentation, and the way back."""
    facts = facts_of(diff_of(path, hunk))

    assert [fact.rule for fact in facts if fact.level] == []


@pytest.mark.parametrize(
    ("rule", "hunk"),
    [
        ("tls-verification-on", "-requests.get(url, verify=False)\n+requests.get(url)"),
        ("debug-off", "-DEBUG = True\n+DEBUG = False"),
        ("code-evaluation-removed", "-    return eval(x)\n+    return literal_eval(x)"),
    ],
)
def test_a_danger_that_goes_is_said_too(rule, hunk):
    """It raises nothing."""
    assert only(facts_of(diff_of("app.py", hunk)), rule).level is None


@pytest.mark.parametrize(
    ("path", "hunk", "rule"),
    [
        ("a.py", " try:\n     f()\n-except ValueError:\n-    log(error)", "error-handling-removed"),
        ("a.js", " f()\n-} catch (error) {\n-  report(error)", "error-handling-removed"),
        ("a.rb", " f\n-rescue Timeout::Error => e\n-  retry", "error-handling-removed"),
        ("a.py", " try:\n     f()\n+except ValueError:\n+    pass", "errors-swallowed"),
        ("a.js", "+  f().catch(() => {})", "errors-swallowed"),
        ("a.py", " try:\n     f()\n-except ValueError:\n+except Exception:\n     log()", "catch-all-added"),
    ],
)
def test_failures_that_go_unanswered_are_said(path, hunk, rule):
    """Handlers removed, emptied or widened."""
    assert only(facts_of(diff_of(path, hunk)), rule).level is not None


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.py", "-except ValueError:\n+except (ValueError, KeyError):\n     log()"),
        ("a.py", "-    except ValueError:\n-        log()\n+except ValueError:\n+    log()"),
        ("a.go", "-\tif err = f(); err != nil {\n-\t\treturn err\n-\t}\n+\treturn f()"),
        ("a.py", "-    # except ValueError:"),
        ("tests/test_a.py", "-except ValueError:\n-    log()"),
    ],
)
def test_handlers_that_stay_in_another_shape_are_no_loss(path, hunk):
    """Widened, indented, passed on, or only a comment."""
    assert "error-handling-removed" not in {fact.rule for fact in facts_of(diff_of(path, hunk))}


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.js", " load()\n-  .catch(e => show(e));\n+  .catch((e) => show(e));\n }"),
        ("a.js", " load()\n+  .catch((e) => show(e))\n }"),
        ("a.js", " } // all\n-} catch(e) {}\n+} catch (e) {}"),
        ("a.py", "-except (ValueError):\n+except ValueError:\n     pass"),
        ("a.rb", " f\n+rescue Missing\n+  nil_object"),
    ],
)
def test_a_failure_that_is_answered_on_its_line_or_was_swallowed_before_is_not_swallowed(path, hunk):
    """What closes the block around it is no empty handler."""
    assert "errors-swallowed" not in {fact.rule for fact in facts_of(diff_of(path, hunk))}


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.js", " f()\n+} catch (e) {\n+}"),
        ("a.js", " f()\n-} catch (e) {\n-  report(e)\n+} catch {\n }"),
        ("a.js", " load()\n-  .catch(report)\n+  .catch(() => {\n+  })"),
        ("a.rb", " f\n+rescue Missing\n+  nil\n+end"),
    ],
)
def test_an_empty_handler_swallows(path, hunk):
    assert "errors-swallowed" in {fact.rule for fact in facts_of(diff_of(path, hunk))}


def test_a_handler_that_moved_to_another_file_is_not_lost():
    """The same line, elsewhere."""
    left = diff_of("a.py", " try:\n     f()\n-except BuildError as e:\n-    log(e)")
    entered = diff_of("b.py", " try:\n     f()\n+except BuildError as e:\n+    log(e)")

    rules = {fact.rule for fact in facts_of(left, entered)}

    assert "error-handling-removed" not in rules


@pytest.mark.parametrize(
    ("path", "hunk", "expected"),
    [
        ("a.py", "+    # TODO: handle zero", ["todo-added"]),
        ("a.js", "+  // FIXME breaks on Mondays", ["fixme-added"]),
        ("a.py", "-    # TODO: handle zero", []),
        ("a.py", '+    label = "TODO"', []),
        ("a.py", "-# TODO: one\n+# TODO: other", []),
        ("docs/a.md", "+TODO: write", []),
    ],
)
def test_notes_about_unfinished_work(path, hunk, expected):
    """Comments that the change brings in; not strings, not those that were there."""
    assert [fact.rule for fact in facts_of(diff_of(path, hunk)) if fact.kind == "marker"] == expected
