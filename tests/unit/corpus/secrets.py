"""Lines with credentials and lines that only look like it, drawn from a seed: no credential is written down here."""

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass

_HEX = "0123456789abcdef"
_BASE62 = string.ascii_letters + string.digits
_BASE64 = _BASE62 + "+/"
_URL = _BASE62 + "-_"
_UPPER = string.ascii_uppercase + string.digits


@dataclass(frozen=True, slots=True)
class Sample:
    kind: str
    path: str
    line: str
    secret: str  # "" for a line without one


def positives(seed: int = 7, each: int = 12) -> Iterator[Sample]:
    """Every kind of credential, several times, in the ways people write them down."""
    draw = _Draw(seed)
    for _ in range(each):
        for kind, token in _tokens(draw):
            path, template = draw.choice(_ANYWHERE)
            yield Sample(kind, path, template.replace("@@", token), token)
        for kind, path, template, value in _named(draw):
            yield Sample(kind, path, template.replace("@@", value), value)


def negatives(seed: int = 11, each: int = 6) -> Iterator[Sample]:
    draw = _Draw(seed)
    for _ in range(each):
        for kind, path, line in (*_hashes(draw), *_references(), *_names(draw)):
            yield Sample(kind, path, line, "")


def private_key(draw_seed: int, *, lines: int = 12, label: str = "RSA ") -> list[str]:
    """The lines of a private key that opens nothing."""
    draw = _Draw(draw_seed)
    name = label + "PRIVATE" + " KEY"
    body = [draw(_BASE64, 64) for _ in range(lines)]
    return [f"-----BEGIN {name}-----", *body, draw(_BASE64, 22) + "==", f"-----END {name}-----"]


class _Draw(random.Random):
    """Strings of random characters, as the seed will have them."""

    def __call__(self, alphabet: str, length: int) -> str:
        while True:
            value = "".join(self.choices(alphabet, k=length))
            if alphabet.isdigit() or length < 12 or (any(map(str.isdigit, value)) and any(map(str.isalpha, value))):
                return value

    def password(self) -> str:
        return (
            self.choice(("Sunny", "kestrel", "Trombone", "hunter", "Winter", "gr8"))
            + self.choice("!#%2478")
            + self(_BASE62, 5)
        )


_ANYWHERE = (
    ("app/client.py", 'CLIENT = connect("@@")'),
    ("app/settings.py", "SETTING = '@@'"),
    ("deploy/run.sh", "export CLIENT=@@"),
    ("config/app.yml", "    client: @@"),
    ("README.md", "Run it with `@@` as the first argument."),
    ("web/app.ts", "const client = new Client(`@@`);"),
    ("main.tf", '  value = "@@"'),
    ("src/Main.java", "    // was @@ until March"),
    ("notes.txt", "@@"),
    ("conf.json", '  "client": "@@",'),
)


def _tokens(draw: _Draw) -> Iterator[tuple[str, str]]:
    yield "AWS access key", "AK" + "IA" + draw(string.ascii_uppercase + "234567", 16)
    yield "AWS temporary access key", "AS" + "IA" + draw(string.ascii_uppercase + "234567", 16)
    yield "AWS session token", "IQo" + "Jb3JpZ2luX2Vj" + draw(_BASE64, 320) + "=="
    yield "GitHub token", "gh" + draw.choice("pousr") + "_" + draw(_BASE62, 36)
    yield "GitHub fine-grained token", "github" + "_pat_" + draw(_BASE62, 22) + "_" + draw(_BASE62, 59)
    yield "GitLab token", "gl" + "pat-" + draw(_URL, 20)
    yield (
        "Slack token",
        "xo" + "xb-" + draw(string.digits, 12) + "-" + draw(string.digits, 12) + "-" + draw(_BASE62, 24),
    )
    yield (
        "Slack webhook",
        "https://hooks.slack" + ".com/services/T" + draw(_UPPER, 8) + "/B" + draw(_UPPER, 8) + "/" + draw(_BASE62, 24),
    )
    yield "Stripe key", "sk" + "_live_" + draw(_BASE62, 24)
    yield "Stripe restricted key", "rk" + "_live_" + draw(_BASE62, 99)
    yield "npm token", "npm" + "_" + draw(_BASE62, 36)
    yield "PyPI token", "py" + "pi-AgEIcHlwaS5vcmc" + draw(_URL, 120)
    yield "Google API key", "AI" + "za" + draw(_URL, 35)
    yield "Google OAuth secret", "GOC" + "SPX-" + draw(_URL, 28)
    yield (
        "Azure connection",
        "DefaultEndpointsProtocol=https;AccountName=shop;Account" + "Key=" + draw(_BASE64, 86) + "==",
    )
    yield "Azure client secret", draw(_BASE62, 3) + "8Q" + "~" + draw(_BASE62 + "-_.", 34)
    yield "OpenAI key", "sk" + "-" + draw(_BASE62, 20) + "T3Blbk" + "FJ" + draw(_BASE62, 20)
    yield "OpenAI project key", "sk" + "-proj-" + draw(_URL, 80)
    yield "Anthropic key", "sk" + "-ant-api03-" + draw(_URL, 93) + "AA"
    yield "JWT", "ey" + "J" + draw(_URL, 33) + ".ey" + "J" + draw(_URL, 80) + "." + draw(_URL, 43)
    yield "SendGrid key", "S" + "G." + draw(_URL, 22) + "." + draw(_URL, 43)
    yield "Mailgun key", "key" + "-" + draw(_HEX, 32)
    yield "Mailchimp key", draw(_HEX, 32) + "-us" + "14"
    yield "Twilio key", "S" + "K" + draw(_HEX, 32)
    yield "Telegram bot token", draw("123456789", 10) + ":A" + "A" + draw(_URL, 33)
    yield "Shopify token", "shp" + "at_" + draw(_HEX, 32)
    yield "DigitalOcean token", "dop" + "_v1_" + draw(_HEX, 64)
    yield "Hugging Face token", "h" + "f_" + draw(_BASE62, 34)
    yield "Vault token", "hv" + "s." + draw(_URL, 90)
    yield "Docker Hub token", "dckr" + "_pat_" + draw(_URL, 27)
    yield "age key", "AGE-SECRET" + "-KEY-1" + draw(_UPPER, 58)
    yield "password in URL", f"postgres://shop:{draw.password()}@db.internal:5432/shop"


def _named(draw: _Draw) -> Iterator[tuple[str, str, str, str]]:
    """Kind, path, line with @@ where the value stands, and the value."""
    yield "AWS secret key", ".env", "AWS_SECRET_ACCESS_KEY=@@", draw(_BASE64, 40)
    yield "AWS secret key", "app.py", '    aws_secret_access_key="@@",', draw(_BASE64, 40)
    yield "AWS secret key", "credentials", "aws_secret_access_key = @@", draw(_BASE64, 40)
    yield "password", "app.py", 'password = "@@"', draw.password()
    yield "password", "app.py", 'DB_PASSWORD: str = "@@"', draw.password()
    yield "password", "Main.java", 'ds.setPassword("@@");', draw.password()
    yield "password", "db.go", 'dbPassword := "@@"', draw.password()
    yield "password", "app.js", "  password: '@@',", draw.password()
    yield "password", "config.json", '  "password": "@@",', draw.password()
    yield "password", "values.yaml", "  password: @@", draw.password()
    yield "password", "docker-compose.yml", "      - POSTGRES_PASSWORD=@@", draw.password()
    yield "password", "Dockerfile", "ENV DB_PASSWORD=@@", draw.password()
    yield "password", "app.properties", "spring.datasource.password=@@", draw.password()
    yield "password", "web.config", "Server=db;Database=shop;User Id=sa;Password=@@;", draw.password()
    yield "password", "web.cs", 'var c = "Server=db;User=sa;Pwd=@@;Encrypt=true";', draw.password()
    yield "password", "setup.sql", "CREATE USER shop IDENTIFIED BY '@@';", draw.password()
    yield "password", "setup.sql", "ALTER ROLE shop WITH PASSWORD '@@';", draw.password()
    yield "password", "settings.xml", "      <password>@@</password>", draw.password()
    yield "password", "run.sh", "mysqldump --user=shop --password=@@ shop", draw.password()
    yield "password", "ci.yml", "      - run: login --password @@ --quiet", draw.password()
    yield "password", "test.rb", "if password == '@@'", draw.password()
    yield "password", "main.tf", '  master_password = "@@"', draw.password()
    yield "password", "task.json", '{"name": "DB_PASSWORD", "value": "@@"},', draw.password()
    yield "password", ".netrc", "machine api.internal login shop password @@", draw.password()
    yield "password", "notes.md", "curl -u admin:@@ https://api.internal/v1", draw.password()
    yield "password", "seed.py", '        os.environ.get("ADMIN_PASSWORD", "@@")', draw.password()
    yield "password", "app.py", 'payload = "{\\"password\\": \\"@@\\"}"', draw.password()
    yield (
        "key",
        "settings.py",
        'SECRET_KEY = "@@"',
        draw(_BASE62 + "!@#$%^&*(-_=+)", 50).replace("$(", "x(").replace("${", "x{"),
    )
    yield "key", "app.ts", 'const apiKey = "@@";', draw(_HEX, 32)
    yield "key", "app.py", 'API_KEY = "@@"', draw(_BASE62, 32)
    yield "key", "prod.env", "STRIPE_API_KEY=@@", draw(_BASE62, 28)
    yield "key", "app.yml", "  encryption_key: @@", draw(_BASE64, 43) + "="
    yield "key", "client.py", 'get("https://api.internal/v1?api_key=@@&page=2")', draw(_HEX, 40)
    yield "key", "datadog.yaml", "api_key: @@", draw(_HEX, 32)
    yield "secret", "app.py", '    client_secret="@@",', draw(_BASE62, 40)
    yield "secret", "oauth.json", '"clientSecret":"@@"', draw(_URL, 32)
    yield "secret", "main.tf", '  jwt_secret = "@@"', draw(_HEX, 64)
    yield "token", "client.py", 'headers = {"Authorization": "Bearer @@"}', draw(_BASE62, 40)
    yield "token", "curl.sh", "curl -H 'Authorization: Basic @@' https://api.internal", draw(_BASE62, 32)
    yield "token", ".npmrc", "//registry.internal/:_authToken=@@", draw(_HEX, 8) + "-" + draw(_HEX, 27)
    yield "token", "deploy.sh", "vault login --token=@@", draw(_BASE62, 26)
    yield "token", "app.cfg", "access_token = @@", draw(_URL, 40)
    yield "token", "config.json", '    "auth": "@@"', draw(_BASE64, 40)
    yield "unnamed", "app.py", 'PAYMENTS = "@@"', draw(_BASE62, 40)
    yield "unnamed", "app.env", "PAYMENTS=@@", draw(_BASE64, 44)


def _hashes(draw: _Draw) -> Iterator[tuple[str, str, str]]:
    uuid = "-".join(draw(_HEX, length) for length in (8, 4, 4, 4, 12))
    yield "git hash", "CHANGES.md", f"Reverts {draw(_HEX, 40)}."
    yield "git hash", "ci.yml", f"      - uses: actions/checkout@{draw(_HEX, 40)}"
    yield "git hash", "app.py", f'REVISION = "{draw(_HEX, 40)}"'
    yield "checksum", "BUILD", f'    sha256 = "{draw(_HEX, 64)}",'
    yield "checksum", "install.sh", f"echo {draw(_HEX, 64)} archive.tgz | sha256sum -c"
    yield "checksum", "requirements.txt", f"    --hash=sha256:{draw(_HEX, 64)} \\"
    yield "integrity", "package-lock.json", f'      "integrity": "sha512-{draw(_BASE64, 86)}==",'
    yield "integrity", "yarn.lock", f"  integrity sha512-{draw(_BASE64, 86)}=="
    yield "integrity", "go.sum", f"example.org/x v1.2.3 h1:{draw(_BASE64, 43)}="
    yield "integrity", "index.html", f'<script src="app.js" integrity="sha384-{draw(_BASE64, 64)}"></script>'
    yield "lock file", "Cargo.lock", f'checksum = "{draw(_HEX, 64)}"'
    yield "lock file", "poetry.lock", f'content-hash = "{draw(_HEX, 64)}"'
    yield "lock file", "Pipfile.lock", f'                "sha256:{draw(_HEX, 64)}",'
    yield "uuid", "app.py", f'TENANT_ID = "{uuid}"'
    yield "uuid", "values.yaml", f"  requestToken: {uuid}"
    yield "image", "style.css", f"background: url(data:image/png;base64,{draw(_BASE64, 200)});"
    yield "image", "logo.py", f'LOGO = "data:image/png;base64,{draw(_BASE64, 120)}"'
    yield "hash", "users.sql", "password_hash = '$2b$12$" + draw(_BASE62, 53) + "'"
    yield "hash", "app.py", f'etag = "{draw(_HEX, 32)}"'
    yield "public key", "id.pub", f"ssh-rsa AAAAB3NzaC1yc2E{draw(_BASE64, 300)} me@host"


def _references() -> Iterator[tuple[str, str, str]]:
    yield "reference", "app.py", 'password = os.environ["DB_PASSWORD"]'
    yield "reference", "app.py", 'password = config.get("password")'
    yield "reference", "app.py", "token = request.headers['X-Auth-Token']"
    yield "reference", "app.py", "secret_key = get_secret_value(name)"
    yield "reference", "app.js", "const password = process.env.DB_PASSWORD;"
    yield "reference", "app.js", "  password: credentials.password,"
    yield "reference", "docker-compose.yml", "      - POSTGRES_PASSWORD=${DB_PASSWORD}"
    yield "reference", "run.sh", 'export TOKEN="$(vault read -field=token auth)"'
    yield "reference", "ci.yml", "          token: ${{ secrets.GITHUB_TOKEN }}"
    yield "reference", "main.tf", "  password = var.db_password"
    yield "reference", "main.tf", "  password = random_password.db.result"
    yield "reference", "values.yaml", "      secretName: shop-database"
    yield "reference", "pod.yaml", "              key: db-password"
    yield (
        "reference",
        "template.yaml",
        "      MasterUserPassword: '{{resolve:secretsmanager:shop:SecretString:password}}'",
    )
    yield "reference", "stack.py", 'secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf"'
    yield "reference", "db.py", 'url = f"postgres://{user}:{password}@{host}/shop"'
    yield "reference", "db.sh", 'psql "postgres://$USER:$PASSWORD@$HOST/shop"'
    yield "placeholder", "README.md", "password: changeme"
    topic = "DeploymentReview-sorting-AnnouncementsFFD7F852-AbCdEfGhIjKl"
    yield "reference", "stack.py", f'topic = "arn:aws-us-gov:sns:us-gov-west-1:111122223333:{topic}"'
    yield "placeholder", ".env.example", "API_KEY=your-api-key-here"
    yield "placeholder", ".env.example", "SECRET_KEY=<your secret key>"
    yield "placeholder", ".env.example", "DB_PASSWORD="
    yield "placeholder", "README.md", "aws_access_key_id = AKIAIOSFODNN7" + "EXAMPLE"
    yield "placeholder", "README.md", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY"
    yield "placeholder", "app.py", 'token = "xxxxxxxxxxxxxxxxxxxxxxxx"'
    yield "placeholder", "README.md", "https://user:password@example.org/path"


def _names(draw: _Draw) -> Iterator[tuple[str, str, str]]:
    yield "name", "app.py", 'PASSWORD_FIELD = "user_password"'
    yield "name", "app.py", 'TOKEN_URL = "https://auth.example.org/oauth2/token"'
    yield "name", "form.html", '<input type="password" name="password" id="password">'
    yield "name", "app.ts", 'label: "Password", type: "password"'
    yield "name", "app.py", "def reset_password(user: User, password: str) -> None:"
    yield "name", "app.py", 'raise ValueError("the password is too short")'
    yield "name", "app.py", 'parser.add_argument("--password", help="the password of the user")'
    yield "name", "app.py", 'token_type = "Bearer"'
    yield "name", "i18n.json", '  "password": "Enter your password",'
    yield "name", "parser.py", "token = tokens[position + 1]"
    yield "name", "parser.go", "token := lexer.NextToken()"
    yield "name", "app.py", 'primary_key = "order_id"'
    yield "name", "table.py", "partition_key=dynamodb.Attribute(name='execution_id'),"
    yield "name", "app.py", f"tokenLimit = {draw(string.digits, 6)}"
    yield (
        "name",
        "Long.java",
        f"AbstractSingletonProxyFactoryBean{draw.randint(1, 9)} factory = new AbstractSingletonProxyFactoryBean();",
    )
    yield "public key", "app.py", 'PUBLIC_KEY_PATH = "/etc/ssl/public.pem"'
