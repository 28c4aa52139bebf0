"""Small changes in many languages, and for each what a careful reviewer might truly say of it."""

import difflib
from dataclasses import dataclass
from textwrap import dedent

from lambdas.shared.domain.change import BaselineReason, Change, Commit, FileChange, FileClass, FileKind


@dataclass(frozen=True, slots=True)
class Case:
    path: str
    old: str  # "" for a new file
    new: str  # "" for a deleted one
    claims: tuple[str, ...]
    file_class: FileClass = FileClass.SOURCE

    @property
    def name(self) -> str:
        return self.path

    @property
    def diff(self) -> str:
        return diff_of(self.path, dedent(self.old).strip("\n"), dedent(self.new).strip("\n"))

    @property
    def change(self) -> Change:
        added = sum(line.startswith("+") for line in self.diff.split("\n")[4:])
        deleted = sum(line.startswith("-") for line in self.diff.split("\n")[4:])
        kind = FileKind.ADDED if not self.old else FileKind.DELETED if not self.new else FileKind.MODIFIED
        file = FileChange(self.path, kind, self.file_class, added, deleted)
        commit = Commit("c0ffee" + "0" * 34, "A. Developer <a@example.org>", "Change things")
        return Change("b" * 40, "c0ffee" + "0" * 34, BaselineReason.LAST_DEPLOYED, "The last.", (commit,), (file,))


def diff_of(path: str, old: str, new: str) -> str:
    """As git writes it."""
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    sides = ("/dev/null" if not before else f"a/{path}", "/dev/null" if not after else f"b/{path}")
    lines = list(difflib.unified_diff(before, after, *sides, lineterm="", n=3))
    header = [f"diff --git a/{path} b/{path}", "index 1111111..2222222 100644"]
    return "".join(f"{line}\n" for line in [*header, *lines])


CASES = (
    Case(
        "stack.py",
        """
        def sorting(scope):
            function = Function(
                scope,
                "Sorting",
                handler="app.handler",
                timeout=Duration.minutes(10),
                memory_size=512,
            )
            function.add_function_url(auth_type=FunctionUrlAuthType.NONE)
            return function
        """,
        """
        def sorting(scope):
            function = Function(
                scope,
                "Sorting",
                handler="app.handler",
                timeout=Duration.seconds(5),
                memory_size=1024,
            )
            function.add_function_url(auth_type=FunctionUrlAuthType.AWS_IAM)
            return function
        """,
        (
            "The time-out of the sorting function drops from 10 minutes to 5 seconds.",
            "The time-out is lowered to 5 seconds.",
            "Requests that take longer than 5 seconds will now time out.",
            "The memory of the function grows from 512 MB to 1,024 MB.",
            "Memory is doubled to 1024 MB.",
            "The URL now asks for `AWS_IAM` instead of `NONE`.",
            "`auth_type` changes from `FunctionUrlAuthType.NONE` to `FunctionUrlAuthType.AWS_IAM`.",
            "The change touches one file, `stack.py`.",
            "The `timeout` is shorter than before, at 5 seconds instead of 600 seconds.",
            "Anyone could call the function URL before; now only IAM callers can.",
            "The `memory_size` is raised from 512 to 1024.",
            "Three lines are added and three are removed.",
            "The sorting function gets twice the memory but far less time: 5 seconds instead of 10 minutes.",
            "Callers without AWS credentials will be refused, because the function URL now requires `AWS_IAM`.",
            "The handler `app.handler` stays the same.",
            "Long sorts that used to finish will now be cut off after 5 seconds.",
        ),
        FileClass.INFRASTRUCTURE,
    ),
    Case(
        "sorting/algorithms.py",
        """
        import os


        def bubble_sort(numbers):
            items = list(numbers)
            for end in range(len(items), 0, -1):
                for index in range(end - 1):
                    if items[index] > items[index + 1]:
                        items[index], items[index + 1] = items[index + 1], items[index]
            return items


        def handler(event, context):
            return {"sorted": bubble_sort(event["numbers"])}
        """,
        """
        import os


        def bubble_sort(numbers):
            items = list(numbers)
            for end in range(len(items), 0, -1):
                for index in range(end - 1):
                    if items[index] > items[index + 1]:
                        items[index], items[index + 1] = items[index + 1], items[index]
            return items


        def quick_sort(numbers):
            if len(numbers) < 2:
                return list(numbers)
            pivot, *rest = numbers
            smaller = [number for number in rest if number < pivot]
            larger = [number for number in rest if number >= pivot]
            return [*quick_sort(smaller), pivot, *quick_sort(larger)]


        ALGORITHMS = {"bubble": bubble_sort, "quick": quick_sort}


        def handler(event, context):
            name = event.get("algorithm", "bubble")
            return {"sorted": ALGORITHMS[name](event["numbers"]), "algorithm": name}
        """,
        (
            "A second sorting algorithm, `quick_sort`, is added.",
            "The change introduces `quick_sort` and the table `ALGORITHMS`.",
            'Callers choose the algorithm with the parameter "algorithm".',
            "The result of `handler` now names the algorithm.",
            "Two algorithms, `bubble` and `quick`, can be chosen.",
            'The default algorithm is "bubble".',
            "The function `handler` no longer calls `bubble_sort` directly.",
            "`quick_sort` returns a list of fewer than 2 numbers as it is.",
            "The new function `quick_sort` calls itself.",
            "An unknown algorithm name makes `ALGORITHMS[name]` fail.",
            "Sorting with the pivot splits the numbers into smaller and larger ones.",
            "A caller can now pick quick sort or bubble sort by name.",
            "If no algorithm is named, `bubble` is used, as before.",
            "`quick_sort` uses the first number as the pivot.",
            "The response contains a new field `algorithm`.",
        ),
    ),
    Case(
        "web/src/api/client.ts",
        """
        export const RETRY_LIMIT = 3;
        const BASE_DELAY_MS = 200;

        export async function fetchOrders(userId: string): Promise<Order[]> {
          const response = await fetch(`/api/v1/orders?user=${userId}`);
          if (!response.ok) {
            throw new ApiError(response.status);
          }
          return response.json();
        }
        """,
        """
        export const RETRY_LIMIT = 5;
        const BASE_DELAY_MS = 1000;

        export async function fetchOrders(userId: string, signal?: AbortSignal): Promise<Order[]> {
          const response = await fetch(`/api/v2/orders?user=${userId}`, { signal });
          if (!response.ok) {
            return [];
          }
          return response.json();
        }
        """,
        (
            "`RETRY_LIMIT` is raised from 3 to 5.",
            "The base delay grows from 200 ms to 1 second.",
            "`fetchOrders` gains an optional parameter `signal`.",
            "The client moves from `/api/v1/orders` to `/api/v2/orders`.",
            "`fetchOrders` no longer throws an `ApiError` when the response is not ok.",
            "Errors of the orders service now look like an empty list.",
            "Up to 5 retries are made.",
            "The delay `BASE_DELAY_MS` is increased to 1000 milliseconds.",
            "The parameter `signal` of type `AbortSignal` is new.",
            "In web/src/api/client.ts the version of the API changes.",
            "Why does `fetchOrders` hide errors from its callers?",
            "When the orders service fails, users now see an empty list instead of an error.",
            "The number of retries goes up from 3 to 5, and the delay between them from 200 milliseconds to 1 second.",
            "A request can be aborted through the new `signal` argument.",
        ),
    ),
    Case(
        "migrations/0042_drop_legacy.sql",
        "",
        """
        BEGIN;
        ALTER TABLE customers DROP COLUMN legacy_code;
        ALTER TABLE customers ADD COLUMN region VARCHAR(16) NOT NULL DEFAULT 'eu';
        DELETE FROM sessions WHERE created_at < now() - interval '90 days';
        COMMIT;
        """,
        (
            "The migration drops the column `legacy_code` of the table customers.",
            "A column `region` is added with the default `eu`.",
            "Sessions older than 90 days are deleted.",
            "Data in `legacy_code` is lost for good.",
            "The new migration `0042_drop_legacy.sql` runs in one transaction.",
            "`region` holds at most 16 characters.",
            "Is there a backup of `legacy_code`?",
            "The table `sessions` loses old rows.",
            "A new file, migrations/0042_drop_legacy.sql, is added.",
            "Going back needs the values of the dropped column.",
            "Values in `legacy_code` cannot be restored once the migration has run.",
            "Every customer gets the region `eu` unless another one is set.",
            "Users whose session is older than 90 days will have to log in again.",
        ),
        FileClass.MIGRATION,
    ),
    Case(
        "terraform/network.tf",
        """
        resource "aws_security_group_rule" "ssh" {
          type        = "ingress"
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["10.0.0.0/8"]
        }

        resource "aws_db_instance" "orders" {
          instance_class      = "db.t3.medium"
          deletion_protection = true
          backup_retention_period = 14
        }
        """,
        """
        resource "aws_security_group_rule" "ssh" {
          type        = "ingress"
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
        }

        resource "aws_db_instance" "orders" {
          instance_class      = "db.t3.large"
          deletion_protection = false
          backup_retention_period = 7
        }
        """,
        (
            "Port 22 is opened to the whole internet.",
            "`cidr_blocks` changes from `10.0.0.0/8` to `0.0.0.0/0`.",
            "`deletion_protection` is disabled for the database.",
            "Backups are kept 7 days instead of 14 days.",
            "The backup retention is shortened from 14 to 7 days.",
            "The database moves from `db.t3.medium` to `db.t3.large`.",
            "The rule for port 22 now admits any address.",
            "The larger instance class costs more.",
            "`backup_retention_period` is reduced to 7.",
            "Who needs to reach port 22 from outside?",
            "The orders database can now be deleted by mistake.",
            "SSH on port 22 becomes reachable from any address on the internet.",
            "The orders database loses its deletion protection, and backups are kept for only 7 days, half as long.",
            "The database instance gets larger, from `db.t3.medium` to `db.t3.large`.",
        ),
        FileClass.INFRASTRUCTURE,
    ),
    Case(
        "cmd/server/main.go",
        """
        package main

        func newServer(handler http.Handler) *http.Server {
            return &http.Server{
                Addr:         ":8080",
                Handler:      handler,
                ReadTimeout:  30 * time.Second,
                WriteTimeout: 30 * time.Second,
            }
        }

        func main() {
            if err := newServer(routes()).ListenAndServe(); err != nil {
                log.Fatal(err)
            }
        }
        """,
        """
        package main

        func newServer(handler http.Handler) *http.Server {
            return &http.Server{
                Addr:         ":9090",
                Handler:      handler,
                ReadTimeout:  2 * time.Minute,
                WriteTimeout: 30 * time.Second,
                IdleTimeout:  90 * time.Second,
            }
        }

        func main() {
            _ = newServer(routes()).ListenAndServe()
        }
        """,
        (
            "The server listens on port 9090 instead of 8080.",
            "`Addr` changes from `:8080` to `:9090`.",
            "`IdleTimeout` is added.",
            "An error of `ListenAndServe` no longer stops the program.",
            "`log.Fatal` is removed.",
            "`ReadTimeout` is raised.",
            "Errors when the server starts are now ignored in `main`.",
            "The program `cmd/server/main.go` changes its port.",
            "Do load balancers know of port 9090?",
            "The read time-out rises from 30 seconds to 2 minutes.",
            "Idle connections are closed after 90 seconds.",
        ),
    ),
    Case(
        "src/main/java/shop/PaymentService.java",
        """
        public class PaymentService {
            private static final int MAX_ATTEMPTS = 4;
            private final Gateway gateway;

            public Receipt charge(Order order) {
                try {
                    return gateway.charge(order.getTotal());
                } catch (GatewayException e) {
                    audit.record(order, e);
                    throw new PaymentFailedException(e);
                }
            }
        }
        """,
        """
        public class PaymentService {
            private static final int MAX_ATTEMPTS = 2;
            private final Gateway gateway;

            public Receipt charge(Order order) {
                return gateway.charge(order.getTotal(), order.getCurrency());
            }
        }
        """,
        (
            "`MAX_ATTEMPTS` is lowered from 4 to 2.",
            "Failed payments are no longer recorded by `audit.record`.",
            "The handling of `GatewayException` is removed from `charge`.",
            "`PaymentFailedException` is no longer thrown.",
            "The currency of the order is passed to the gateway.",
            "`charge` now passes `order.getCurrency()`.",
            "The number of attempts is reduced to 2.",
            "In `PaymentService.java` the error handling goes away.",
            "Who notices a payment that failed?",
            "Half as many attempts are made: 2 instead of 4.",
            "A payment is now tried at most 2 times instead of 4.",
            "Gateway errors reach the caller as they are, since the `catch` block is gone.",
            "Failed charges leave no trace in the audit any more.",
        ),
    ),
    Case(
        "Dockerfile",
        """
        FROM python:3.11-slim
        WORKDIR /app
        COPY . .
        RUN pip install -r requirements.txt
        USER app
        EXPOSE 8000
        CMD ["gunicorn", "--workers", "4", "shop:app"]
        """,
        """
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        RUN pip install --no-cache-dir -r requirements.txt
        EXPOSE 8000 5678
        CMD ["gunicorn", "--workers", "8", "shop:app"]
        """,
        (
            "The image moves from Python 3.11 to Python 3.13.",
            "The container now runs as root, because `USER app` is removed.",
            "Port 5678 is exposed as well.",
            "The number of workers is raised from 4 to 8.",
            "`--no-cache-dir` is added to the pip command.",
            "The Dockerfile no longer sets a user.",
            "gunicorn starts with 8 workers.",
            "What is port 5678 for?",
            "The base image is replaced: `python:3.11-slim` becomes `python:3.13-slim`.",
            "The container no longer runs as the user `app`.",
            "Port 5678 is a debugger's usual port; why is it exposed?",
            "Twice as many workers are started, 8 instead of 4.",
        ),
        FileClass.INFRASTRUCTURE,
    ),
    Case(
        "k8s/deployment.yaml",
        """
        spec:
          replicas: 6
          template:
            spec:
              containers:
                - name: api
                  image: registry.example.org/api:1.8.2
                  resources:
                    limits:
                      memory: 512Mi
                      cpu: 500m
        """,
        """
        spec:
          replicas: 2
          template:
            spec:
              hostNetwork: true
              containers:
                - name: api
                  image: registry.example.org/api:1.9.0
                  resources:
                    limits:
                      memory: 256Mi
                      cpu: 500m
        """,
        (
            "The number of replicas falls from 6 to 2.",
            "The image is updated from 1.8.2 to 1.9.0.",
            "`hostNetwork` is enabled.",
            "The memory limit is halved from 512 MB to 256 MB.",
            "Pods now use the network of their host through `hostNetwork`.",
            "Only 2 replicas are left.",
            "The memory limit is reduced to 256Mi.",
            "Version 1.9.0 of the api image is deployed.",
            "Can 2 replicas carry the load?",
            "Two pods instead of six will serve all traffic.",
            "Each container may use at most 256 MB of memory, down from 512 MB.",
            "The version of the image goes from 1.8.2 to 1.9.0.",
        ),
        FileClass.INFRASTRUCTURE,
    ),
    Case(
        "package.json",
        """
        {
          "name": "shop-web",
          "dependencies": {
            "express": "4.18.2",
            "lodash": "4.17.20",
            "moment": "2.29.4"
          }
        }
        """,
        """
        {
          "name": "shop-web",
          "dependencies": {
            "express": "5.0.1",
            "lodash": "4.17.21",
            "left-pad": "1.3.0"
          }
        }
        """,
        (
            "express is updated from 4.18.2 to 5.0.1.",
            "The dependency moment is removed.",
            "`left-pad` 1.3.0 is added.",
            "lodash moves up from 4.17.20 to 4.17.21.",
            "`moment` is no longer a dependency.",
            "The major version of express changes, to 5.0.1.",
            "Why is `left-pad` needed?",
            "The file package.json changes.",
        ),
        FileClass.DEPENDENCY_MANIFEST,
    ),
    Case(
        "app/models/user.rb",
        """
        class User < ApplicationRecord
          validates :email, presence: true
          validates :age, numericality: { greater_than: 17 }

          def full_name
            "#{first_name} #{last_name}"
          end
        end
        """,
        """
        class User < ApplicationRecord
          validates :email, presence: true

          def full_name
            "#{first_name} #{last_name}"
          end

          def admin?
            role == "admin" || email.end_with?("@example.org")
          end
        end
        """,
        (
            "The check that users are older than 17 is removed.",
            "Anyone with an address that ends in `@example.org` counts as an admin.",
            "`admin?` is a new method of `User`.",
            "The age of a user is no longer validated.",
            "The validation of `:age` is removed.",
            "The method `full_name` is as it was.",
            "Should every address at the company be an admin?",
        ),
    ),
    Case(
        "policies/deploy-role.json",
        """
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["s3:GetObject"],
              "Resource": "arn:aws:s3:::releases/*"
            }
          ]
        }
        """,
        """
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["s3:*", "iam:PassRole"],
              "Resource": "*"
            }
          ]
        }
        """,
        (
            "The role may now do everything in S3, on every resource.",
            "`iam:PassRole` is added.",
            "`s3:GetObject` is replaced by `s3:*`.",
            "The role could read `arn:aws:s3:::releases/*` only; now the resource is `*`.",
            "The permission to pass roles is new.",
            "Which roles should `iam:PassRole` reach?",
            "The policy deploy-role.json is wider than before.",
        ),
        FileClass.INFRASTRUCTURE,
    ),
    Case(
        "lib/cache.rs",
        """
        pub struct Cache {
            capacity: usize,
        }

        impl Cache {
            pub fn new() -> Self {
                Cache { capacity: 1_000 }
            }

            pub fn get(&self, key: &str) -> Option<&Entry> {
                self.map.get(key).filter(|entry| !entry.is_expired())
            }
        }
        """,
        """
        pub struct Cache {
            capacity: usize,
        }

        impl Cache {
            pub fn new() -> Self {
                Cache { capacity: 50_000 }
            }

            pub fn get(&self, key: &str) -> Option<&Entry> {
                self.map.get(key)
            }

            pub fn clear_all(&mut self) {
                unsafe { self.map.set_len(0) }
            }
        }
        """,
        (
            "The capacity of the cache grows from 1,000 to 50,000 entries.",
            "`get` no longer checks `is_expired`.",
            "Expired entries can be returned by `get`.",
            "A function `clear_all` with unsafe code is added.",
            "The `capacity` is raised to 50000.",
            "`clear_all` empties the map.",
            "The new code uses an unsafe block.",
            "Why is `is_expired` dropped?",
            "Stale entries are served, because `get` does not filter expired ones any more.",
            "The cache may hold 50 times as many entries.",
        ),
    ),
    Case(
        "src/Billing/InvoiceJob.cs",
        """
        public class InvoiceJob
        {
            private readonly TimeSpan _interval = TimeSpan.FromMinutes(15);

            public decimal Total(IEnumerable<Line> lines)
            {
                return lines.Sum(line => line.Amount) * 1.19m;
            }
        }
        """,
        """
        public class InvoiceJob
        {
            private readonly TimeSpan _interval = TimeSpan.FromHours(1);

            public decimal Total(IEnumerable<Line> lines, decimal taxRate)
            {
                return lines.Sum(line => line.Amount) * taxRate;
            }
        }
        """,
        (
            "The job runs every hour: `FromHours` replaces `FromMinutes`.",
            "The interval grows from 15 minutes to 60 minutes.",
            "The fixed factor 1.19 is removed.",
            "`Total` takes a new parameter `taxRate`.",
            "The tax rate is no longer fixed in `Total`.",
            "The interval `_interval` is longer than before.",
            "Which tax rate do callers of `Total` pass?",
            "The amount of each line is multiplied by `taxRate`.",
        ),
    ),
    Case(
        "tests/test_orders.py",
        """
        def test_total_includes_tax():
            assert total(order) == 119


        def test_refund_is_limited():
            assert refund(order, 200) == 119


        def test_empty_order():
            assert total([]) == 0
        """,
        """
        import pytest


        def test_total_includes_tax():
            assert total(order) == 119


        @pytest.mark.skip(reason="flaky")
        def test_empty_order():
            assert total([]) == 0
        """,
        (
            "The test `test_refund_is_limited` is removed.",
            "`test_empty_order` is skipped as flaky.",
            "The limit of refunds has no test here any more.",
            'The reason given for the skip is "flaky".',
            "One test is removed and one is skipped.",
            "`test_total_includes_tax` stays.",
            "Why was `test_refund_is_limited` deleted?",
        ),
        FileClass.TEST,
    ),
    Case(
        ".github/workflows/release.yml",
        """
        on:
          push:
            tags: ["v*"]
        permissions:
          contents: read
        jobs:
          release:
            timeout-minutes: 30
            steps:
              - uses: actions/checkout@v4
              - run: make test
              - run: make release
        """,
        """
        on:
          push:
            branches: [main]
        permissions:
          contents: write
        jobs:
          release:
            timeout-minutes: 90
            steps:
              - uses: actions/checkout@v4
              - run: make release
        """,
        (
            "A release is now made for each push to main, not only for tags.",
            "The permission `contents` changes from `read` to `write`.",
            "The step `make test` is removed.",
            "The time-out of the release job is raised from 30 minutes to 90 minutes.",
            "Releases are no longer tested by `make test` first.",
            "The time-out grows to 1.5 hours.",
            "The workflow may write to the repository.",
            "Where do tests run before a release?",
        ),
        FileClass.CI,
    ),
    Case(
        "php/Upload.php",
        """
        <?php
        const MAX_UPLOAD = 5 * 1024 * 1024;

        function storeUpload(array $file): string {
            if ($file['size'] > MAX_UPLOAD) {
                throw new UploadTooLarge();
            }
            $name = basename($file['name']);
            return move($file, $name);
        }
        """,
        """
        <?php
        const MAX_UPLOAD = 50 * 1024 * 1024;

        function storeUpload(array $file): string {
            if ($file['size'] > MAX_UPLOAD) {
                throw new UploadTooLarge();
            }
            $name = $file['name'];
            return move($file, $name);
        }
        """,
        (
            "Uploads may be up to 50 MB, ten times as large as before.",
            "The upload limit grows from 5 MB to 50 MB.",
            "`basename` is no longer applied to the name of the file.",
            "A file name may now hold a path, since `basename` is removed.",
            "`MAX_UPLOAD` is increased.",
            "`storeUpload` takes the name as it is sent.",
            "`UploadTooLarge` is still thrown for larger files.",
            "Is the name of an upload checked elsewhere?",
        ),
    ),
    Case(
        "mobile/Session.kt",
        """
        object Session {
            const val TOKEN_TTL_SECONDS = 900
            fun isValid(token: Token): Boolean {
                return token.signatureOk && token.age < TOKEN_TTL_SECONDS
            }
        }
        """,
        """
        object Session {
            const val TOKEN_TTL_SECONDS = 86400
            fun isValid(token: Token): Boolean {
                return token.age < TOKEN_TTL_SECONDS
            }
            fun refresh(token: Token) = api.renew(token)
        }
        """,
        (
            "Tokens live for 24 hours instead of 15 minutes.",
            "`TOKEN_TTL_SECONDS` is raised from 900 to 86400.",
            "The check of `signatureOk` is removed from `isValid`.",
            "`isValid` no longer looks at `signatureOk`.",
            "A function `refresh` is added.",
            "A token is valid for one day, or 86,400 seconds.",
            "Sessions last longer.",
            "Who checks the signature of a token now?",
            "A stolen token can be used for a whole day instead of 15 minutes.",
            "Tokens with a wrong signature are accepted, since `signatureOk` is not checked any more.",
        ),
    ),
    Case(
        "config/production.yml",
        """
        database:
          pool: 10
          statement_timeout: 30s
        features:
          new_checkout: false
          audit_log: true
        log_level: info
        """,
        """
        database:
          pool: 50
          statement_timeout: 2m
        features:
          new_checkout: true
          audit_log: false
        log_level: debug
        """,
        (
            "The pool of database connections grows from 10 to 50.",
            "`statement_timeout` is raised from 30 seconds to 2 minutes.",
            "The feature `new_checkout` is turned on.",
            "`audit_log` is turned off.",
            "`log_level` changes from `info` to `debug`.",
            "A statement may now take 120 seconds.",
            "The audit log is disabled in production.",
            "The new checkout is enabled.",
            "Does the database allow 50 connections?",
            "The service keeps up to 50 database connections open, five times as many as before.",
            "Debug logging is switched on in production.",
            "The audit log is switched off.",
        ),
        FileClass.CONFIGURATION,
    ),
    Case(
        "scripts/backup.sh",
        """
        #!/bin/bash
        set -euo pipefail
        KEEP_DAYS=30
        pg_dump shop | gzip > "/backup/$(date +%F).sql.gz"
        find /backup -mtime +$KEEP_DAYS -delete
        """,
        """
        #!/bin/bash
        KEEP_DAYS=3
        pg_dump shop | gzip > "/backup/$(date +%F).sql.gz" || true
        find /backup -mtime +$KEEP_DAYS -delete
        curl -s https://status.example.org/ping
        """,
        (
            "Backups are kept for 3 days instead of 30 days.",
            "`KEEP_DAYS` is reduced from 30 to 3.",
            "`set -euo pipefail` is removed, so the script goes on after an error.",
            "A failed `pg_dump` is now ignored.",
            "The script calls a status page with `curl`.",
            "`|| true` hides a failed backup.",
            "Who would notice that a backup failed?",
            "Old backups are deleted after 3 days.",
            "The script no longer stops at the first error.",
            "Backups that failed are not noticed, because `|| true` swallows the error.",
        ),
    ),
    Case(
        "legacy/report.py",
        """
        def build_report(orders):
            total = sum(order.amount for order in orders)
            return f"{len(orders)} orders, {total} EUR"


        def mail_report(report):
            smtp.send("sales", report)
        """,
        "",
        (
            "The file `legacy/report.py` is deleted.",
            "`build_report` and `mail_report` are removed.",
            "Two functions are removed.",
            "Reports are no longer sent to sales.",
            "`smtp.send` is no longer called here.",
            "Does anything still call `build_report`?",
        ),
    ),
    Case(
        "app/auth.py",
        """
        PBKDF2_ROUNDS = 600_000


        def login(request):
            user = find_user(request.form["email"])
            if user is None or not verify(user, request.form["password"]):
                raise Unauthorized("wrong email or password")
            limiter.hit(user.id)
            return session_for(user, days=7)
        """,
        """
        PBKDF2_ROUNDS = 60_000


        def login(request):
            user = find_user(request.form["email"])
            if user is None:
                raise NotFound("no such user")
            if not verify(user, request.form["password"]):
                raise Unauthorized("wrong password")
            return session_for(user, days=30)
        """,
        (
            "The rounds of the password hash fall from 600,000 to 60,000.",
            "`PBKDF2_ROUNDS` is lowered to a tenth: 60_000.",
            "Sessions last 30 days instead of 7 days.",
            "`limiter.hit` is removed, so attempts to log in are no longer limited.",
            "An unknown email now gets `NotFound`.",
            "The answer tells whether an email has an account.",
            "Sessions grow from one week to 30 days.",
            "Why is `limiter.hit` gone from `login`?",
            "Password hashes are ten times cheaper to compute, and to guess: 60,000 rounds instead of 600,000.",
            "A session now lasts 30 days; it was 7.",
            'Somebody can find out which addresses have an account, as the error says "no such user".',
        ),
    ),
)
