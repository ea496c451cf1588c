"""How a test's client talks to a server on this machine: without a proxy, and without TLS.

A client reads the authorities that it trusts before its first call, which takes longer than many a test: these trust
nobody.
"""

import ssl
from typing import Any

DIRECT: dict[str, Any] = {"trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
"""What httpx's clients take."""
