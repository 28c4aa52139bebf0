"""What an answer that has earned trust may say in words of its own, and what it may still not say."""

import pytest

from tests.unit.prose import is_kept
from tests.unit.rules.changes import diff_of

PROXY = diff_of("proxy.conf", " server_name shop.example;\n-client_max_body_size 1m;\n+client_max_body_size 100m;")
LOGS = diff_of("logs.yaml", " Logs:\n-  RetentionInDays: 30\n+  RetentionInDays: 90")
LIMIT = diff_of("Fraud.java", " int score;\n-static final int BLOCK_FROM = 70;\n+static final int BLOCK_FROM = 95;")
FORK = diff_of("go.mod", "+replace example.org/jwt => example.org/other v5.2.1-0.20261101120000-0a1b2c3d4e5f")
LOAD = diff_of(
    "notes.md", "-Drill: none\n+Drill: 2026-10-12T14:04:00Z, see https://wiki.example.org/drill by ops@example.org"
)
RETRY = diff_of(
    "client.go", "-if code >= 500 {\n+if code >= 500 || code == http.StatusTooManyRequests {\n+  purge: $(MAKE) purge"
)
WORDS = diff_of("run.c", " int x;\n-// names begin with 28\n+// names begin with 30")
ROUTE = diff_of("routes.rb", "-get '/v1/orders/:id', to: 'orders#show'\n+get '/v1/orders/:id', to: 'orders#display'")
EXPRESS = diff_of("package.json", '-"express": "4.21.2"\n+"express": "5.0.1"')
TABLE = diff_of("0042_phone.sql", "+ALTER TABLE customers DROP COLUMN phone;")
RENAME = diff_of("0043_id.sql", "+ALTER TABLE order_events RENAME COLUMN customer_ref TO customer_id;")


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("The largest request grows to 100 megabytes.", PROXY),
        ("Logs are kept for 90 days instead of 30.", LOGS),
        ("Orders with a score from 70 to 94 pass.", LIMIT + diff_of("t.java", "+pass(order, 94);")),
        ("The replacement is marked 20261101120000-0a1b2c3d4e5f.", FORK),
        ("The drill began at 2026-10-12T14:04:00Z.", LOAD),
        ("The notes lead to https://wiki.example.org/drill and name ops@example.org.", LOAD),
        ('It covers "too many requests", too.', RETRY),
        ("The build runs `make purge` first.", RETRY),
        ("Comments now name 30 instead of 28, and nothing that runs is changed.", WORDS),
        ("The route `GET /v1/orders/:id` is served by `display`.", ROUTE),
        ("Is anything else known of Express 5?", EXPRESS),
        ("Why does go.sum not change?", FORK),
        ("Whatever reads customers.phone gets an error.", TABLE),
        ("The migration `0042_phone` has to be run first.", TABLE),
        ("The migration renames `customer_ref` to `customer_id`.", RENAME),
        ("A value of `null` is not expected.", LIMIT),
        ("Going back means setting `BLOCK_FROM` to 70 again.", LIMIT),
        ("Orders could be deleted by whoever comes next.", LIMIT),
        ("Three weeks of work are lost on the sea.", LIMIT),
    ],
)
def test_what_is_true_is_kept(text, diff):
    assert is_kept(text, diff)


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("The largest request grows to 300 megabytes.", PROXY),
        ("The largest request shrinks from 100 megabytes to 1 megabyte.", PROXY),
        ("Logs are kept for 30 days instead of 90.", LOGS),
        ("Logs are kept for 60 days instead of 30.", LOGS),
        ("`BLOCK_FROM` falls from 95 to 70.", LIMIT),
        ("Orders with a score of 140 pass.", LIMIT),  # twice 70 is no sum of what stands there
        ("The replacement is marked 20261101130000-0a1b2c3d4e5f.", FORK),
        ("The drill began at 2026-10-12T15:04:00Z.", LOAD),
        ("The notes lead to https://wiki.example.net/drill.", LOAD),
        ("The notes name sales@example.org.", LOAD),
        ('It covers "too few requests", too.', RETRY),
        ("The build runs `make clean` first.", RETRY),
        ("Only tests are changed.", WORDS),
        ("The route `GET /v2/orders/:id` is served by `display`.", ROUTE),
        ("Express 6 is used.", EXPRESS),
        ("Whatever reads customers.email gets an error.", TABLE),
        ("The migration renames `customer_id` to `customer_ref`.", RENAME),
        ("The change is safe to deploy.", LIMIT),
        ("See https://example.org/approve for the approval.", LIMIT),
        ("You should now read `BLOCK_FROM`.", LIMIT),
    ],
)
def test_what_is_like_it_and_false_goes(text, diff):
    assert not is_kept(text, diff)
