"""Names that look like code and are none: products, formats, protocols. A sentence may use them without proof."""

from functools import cache

_NAMES = """
    GitHub GitLab BitBucket JavaScript TypeScript CoffeeScript CloudFormation CloudFront CloudWatch CloudTrail
    DynamoDB
    CodePipeline CodeBuild CodeCommit CodeDeploy EventBridge ElastiCache OpenSearch SageMaker DocumentDB PostgreSQL
    MySQL MongoDB NoSQL SQLite MariaDB RabbitMQ GraphQL OpenAPI OAuth OAuth2 OpenID WebSocket WebSockets
    DevOps DevSecOps
    iOS macOS iPhone iPad YouTube LinkedIn PayPal JetBrains PyPI NumPy PyTorch TensorFlow NodeJS Node.js
    Next.js Vue.js
    Express.js ASP.NET .NET VMware WordPress JSON5 UTF-8 UTF8 UTF-16 IPv4 IPv6 HTTP/1.1 HTTP/2 HTTP/3 TLS1.2
    TLS1.3 K8s
    S3 EC2 ES6 ES2015 H2 Log4j SHA-1 SHA-2 SHA256 SHA-256 MD5 X.509 I/O CI/CD A/B TCP/IP p95 p99 y2k B2B B2C i18n l10n
    a11y OpenTelemetry JUnit SARIF LaTeX McDonald eBay API APIs URLs IDs VMs PDFs README CHANGELOG AppConfig RedShift
    QuickSight StepFunctions FastAPI PowerShell LocalStack ArgoCD OpenShift DataDog PagerDuty SendGrid OpenAI ChatGPT
    x86 x64 x86_64 ARM64 AMD64
    e.g i.e etc vs
"""


@cache
def known_names() -> frozenset[str]:
    return frozenset(name.lower() for name in _NAMES.split())
