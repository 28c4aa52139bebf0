"""Stored data: what loses it, locks it or stops protecting it."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, new_file, only, rules_of

LOSING = [
    ("data-dropped", Level.HIGH, "db/migrations/7.sql", "+DROP TABLE orders;"),
    ("data-dropped", Level.HIGH, "db/migrations/7.sql", "+alter table users drop column email;"),
    (
        "data-dropped",
        Level.HIGH,
        "shop/migrations/0007_x.py",
        '+        migrations.RemoveField(model_name="a", name="b"),',
    ),
    ("data-dropped", Level.HIGH, "alembic/versions/a.py", ' def upgrade():\n+    op.drop_column("users", "email")'),
    ("data-dropped", Level.HIGH, "db/migrate/1_x.rb", " def change\n+    drop_table :orders"),
    ("database-dropped", Level.CRITICAL, "sql/reset.sql", "+DROP DATABASE shop;"),
    ("rows-deleted", Level.HIGH, "db/migrations/8.sql", "+DELETE FROM orders;"),
    ("rows-deleted", Level.HIGH, "db/migrations/8.sql", "+TRUNCATE TABLE orders;"),
    ("rows-overwritten", Level.MEDIUM, "db/migrations/8.sql", "+UPDATE users SET active = false;"),
    ("structure-renamed", Level.MEDIUM, "db/migrations/9.sql", "+ALTER TABLE users RENAME COLUMN mail TO email;"),
    ("structure-changed", Level.MEDIUM, "db/migrations/9.sql", "+ALTER TABLE users ALTER COLUMN age TYPE int;"),
    ("structure-changed", Level.MEDIUM, "db/migrations/9.sql", "+ALTER TABLE users ADD COLUMN age int NOT NULL;"),
    ("migration-runs-code", Level.MEDIUM, "shop/migrations/2.py", "+        migrations.RunPython(forwards),"),
    ("index-locks-table", Level.LOW, "db/migrations/9.sql", "+CREATE INDEX by_name ON users (name);"),
    ("data-dropped", Level.HIGH, "app/reset.py", '+    cursor.execute("DROP TABLE orders")'),
]


@pytest.mark.parametrize(("rule", "level", "path", "hunk"), LOSING)
def test_a_destructive_statement_is_said(rule, level, path, hunk):
    """SQL, Django, Alembic and Rails; in other source only where SQL stands in a string."""
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert fact.level is level


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("db/migrations/8.sql", "+-- DROP TABLE orders;"),
        ("db/migrations/8.sql", "+/* then\n+DROP TABLE orders;\n+*/"),
        ("db/migrations/8.sql", "+DELETE FROM orders\n+WHERE closed;"),
        ("db/migrations/8.sql", "+UPDATE users SET active = false WHERE id = 1;"),
        ("db/migrations/8.sql", "+CREATE INDEX CONCURRENTLY by_name ON users (name);"),
        ("db/migrations/8.sql", "+ALTER TABLE users DROP CONSTRAINT unique_name;"),
        ("db/migrations/8.sql", "-DROP TABLE orders;"),
        ("app/help.py", "+    # we drop table orders by hand"),
        ("app/help.py", '+    message = "Never delete from this list"'),
        ("docs/db.md", "+DROP TABLE orders;"),
        ("tests/test_db.py", '+    cursor.execute("DROP TABLE orders")'),
    ],
)
def test_what_destroys_nothing_raises_nothing(path, hunk):
    """Comments, conditions on later lines, prose, tests, and statements that are taken out."""
    facts = facts_of(diff_of(path, hunk))

    assert [fact.rule for fact in facts if fact.level] == []


def test_the_way_back_of_a_migration_is_told_from_its_way_forth():
    """Alembic's `downgrade` drops what `upgrade` creates; it runs only when someone goes back."""
    migration = 'def upgrade():\n    op.create_table("orders")\n\n\ndef downgrade():\n    op.drop_table("orders")'

    facts = facts_of(new_file("alembic/versions/a.py", migration))

    undo = only(facts, "undo-step-added")
    assert (undo.level, undo.line) == (None, 6)
    assert undo.text == "Only when the migration is undone: the table `orders` is dropped, with all its rows."


def test_a_dropped_table_is_named():
    """The approver asks the author about it by name."""
    fact = only(facts_of(diff_of("db/migrations/7.sql", "+DROP TABLE IF EXISTS public.orders;")), "data-dropped")

    assert fact.text == "The table `public.orders` is dropped, with all its rows."


@pytest.mark.parametrize(
    ("rule", "path", "hunk"),
    [
        (
            "data-deleted-with-stack",
            "stack.py",
            "-  removal_policy=RemovalPolicy.RETAIN,\n+  removal_policy=RemovalPolicy.DESTROY,",
        ),
        ("data-deleted-with-stack", "template.yaml", "-  DeletionPolicy: Retain\n+  DeletionPolicy: Delete"),
        ("data-deleted-with-stack", "s3.tf", "+  force_destroy = true"),
        ("data-retention-removed", "template.yaml", "-    DeletionPolicy: Retain"),
        ("deletion-protection-off", "db.tf", "-  deletion_protection = true\n+  deletion_protection = false"),
        ("backups-off", "db.tf", "-  backup_retention_period = 7\n+  backup_retention_period = 0"),
        ("backups-off", "db.tf", "+  skip_final_snapshot = true"),
        ("encryption-off", "db.tf", "-  storage_encrypted = true\n+  storage_encrypted = false"),
        ("encryption-off", "stack.py", "+  encryption=s3.BucketEncryption.UNENCRYPTED,"),
    ],
)
def test_a_protection_that_goes_raises_the_floor(rule, path, hunk):
    """Retention, deletion protection, backups, encryption."""
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert fact.level is Level.HIGH


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("stack.py", "-  removal_policy=RemovalPolicy.DESTROY,\n+  removal_policy=RemovalPolicy.RETAIN,"),
        ("db.tf", "-  deletion_protection = false\n+  deletion_protection = true"),
        ("db.tf", "+  # storage_encrypted = false"),
        ("db.tf", "-  storage_encrypted = false\n+  storage_encrypted  = false"),
    ],
)
def test_a_protection_that_comes_raises_nothing(path, hunk):
    """The way back, comments, and spaces."""
    levels = {fact.level for fact in facts_of(diff_of(path, hunk))}

    assert levels <= {None}


def test_moving_a_statement_is_no_news():
    """The same line further down."""
    rules = rules_of("db/migrations/7.sql", "-DROP TABLE orders;\n SELECT 1;\n+DROP TABLE orders;")

    assert rules == []
