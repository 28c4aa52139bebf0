"""Small changes in languages and forms that the corpus has not: what is true of them is kept, what is like it goes."""

import pytest

from tests.unit.prose import is_kept
from tests.unit.rules.changes import deleted_file, diff_of, new_file

QUEUE = diff_of(
    "src/mail_queue.c",
    " static int take(struct queue *q)\n {\n-    if (q->count > 0)\n+    if (q->count > 0 && !q->is_paused)\n"
    "         return pop(q);\n+    q->misses++;\n     return -1;",
)
SEATS = diff_of(
    "Booking/SeatPlan.cs",
    " public class SeatPlan\n {\n-    private const int MaxSeats = 48;\n+    private const int MaxSeats = 52;\n"
    "-    public Seat Find(string row) => seats[row];\n"
    "+    public Seat? Find(string row) => seats.GetValueOrDefault(row);",
)
GREETING = diff_of(
    "web/Greeting.svelte",
    " <script>\n-  export let name;\n+  let { name, isGuest = false } = $props();\n </script>\n"
    '+{#if isGuest}<a href="/join">Join us</a>{/if}',
)
BROKER = diff_of(
    "compose.yml",
    " services:\n   broker:\n-    image: example.org/broker:3.9\n+    image: example.org/broker:4.1\n"
    '     ports:\n-      - "1883:1883"\n+      - "8883:8883"\n+    restart: unless-stopped',
)
TIDES = diff_of(
    "lib/tides.ex",
    "   def fetch(station) do\n-    Http.get(url(station), timeout: 5_000)\n"
    "+    Http.get(url(station), timeout: 20_000, retries: 3)\n   end",
)
GUIDE = diff_of(
    "docs/install.md",
    " # Install\n-Python 3.9 or later is needed.\n+Python 3.11 or later is needed.\n+\n"
    "+On Windows, run `setup.cmd` first.",
)
BADGE = new_file("web/badge.js", "export function badge(count) {\n  return count > 99 ? '99+' : String(count);\n}")
CRON = deleted_file("etc/cron.d/rotate", "15 3 * * * root /opt/shop/rotate-logs --keep 14")


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("`take` now checks `is_paused` before it takes anything.", QUEUE),
        ("A paused queue hands nothing out.", QUEUE),
        ("Each miss is counted in `misses`.", QUEUE),
        ("`take` still returns -1 when there is nothing.", QUEUE),
        ("`MaxSeats` is raised from 48 to 52.", SEATS),
        ("Four more seats can be booked.", SEATS),
        ("`Find` may now return null instead of failing.", SEATS),
        ("`GetValueOrDefault` is used to look up the row.", SEATS),
        ("The component gains a property `isGuest`, which is `false` by default.", GREETING),
        ("Guests see a link to `/join`.", GREETING),
        ("`export let name` is replaced by `$props()`.", GREETING),
        ("The broker moves from version 3.9 to 4.1.", BROKER),
        ("The port changes from 1883 to 8883.", BROKER),
        ("Clients that still use port 1883 can no longer connect.", BROKER),
        ("The broker is restarted unless it was stopped.", BROKER),
        ("The time-out grows from 5 seconds to 20 seconds.", TIDES),
        ("Requests now have 3 `retries`.", TIDES),
        ("`fetch` may take longer than before.", TIDES),
        ("The guide now asks for Python 3.11.", GUIDE),
        ("Python 3.9 is no longer enough.", GUIDE),
        ("Only `docs/install.md` changes.", GUIDE),
        ("On Windows, `setup.cmd` has to be run first.", GUIDE),
        ("A new function `badge` is added in `web/badge.js`.", BADGE),
        ("Counts above 99 are shown as `99+`.", BADGE),
        ("The job that ran `rotate-logs` is removed.", CRON),
        ("Logs are no longer rotated at 3:15.", CRON),
        ("The file `etc/cron.d/rotate` is deleted.", CRON),
    ],
)
def test_what_is_true_is_kept(text, diff):
    assert is_kept(text, diff)


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("`take` now checks `is_closed` before it takes anything.", QUEUE),
        ("Each miss is counted in `failures`.", QUEUE),
        ("`MaxSeats` is raised from 48 to 54.", SEATS),
        ("`MaxSeats` is lowered from 52 to 48.", SEATS),
        ("`GetValueOrDefault` is removed.", SEATS),
        ("The component gains a property `isMember`, which is `false` by default.", GREETING),
        ("Guests see a link to `/leave`.", GREETING),
        ("The broker moves from 4.1 to 3.9.", BROKER),
        ("The broker moves from version 4.1 to 3.9.", BROKER),
        ("The port changes from 1883 to 9883.", BROKER),
        ("The port changes from 8883 to 1883.", BROKER),
        ("The time-out shrinks from 20 to 5 seconds.", TIDES),
        ("Requests now have 4 `retries`.", TIDES),
        ("The guide now asks for Python 3.12.", GUIDE),
        ("Python 3.12 is no longer enough.", GUIDE),
        ("`docs/install.md` is deleted.", GUIDE),
        ("A new function `badges` is added in `web/badge.js`.", BADGE),
        ("The function `badge` is removed.", BADGE),
        ("Counts above 999 are shown as `99+`.", BADGE),
        ("The job that ran `rotate-logs` is added.", CRON),
        ("The file `etc/cron.d/rotates` is deleted.", CRON),
    ],
)
def test_what_is_like_it_and_false_goes(text, diff):
    assert not is_kept(text, diff)
