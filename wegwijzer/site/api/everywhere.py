"""What every answer of the API carries, whoever gives it: Django, or the front when a body is too large."""

import re
from collections.abc import MutableMapping
from typing import Any

from wegwijzer.site.api.problems import PROBLEM, body
from wegwijzer.site.middleware import SECURITY
from wegwijzer.site.ready import Ready, ready

BASE = "/api/v1"
VERSION = "1.0.0"  # of the API; see Changes in docs/reference/api.md
HEADERS = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def is_api(path: str) -> bool:
    return path == BASE or path.startswith(f"{BASE}/")


def readable(scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A request with its query in ASCII, as it should be: Django gives up at bytes that are no UTF-8."""
    query = re.sub(rb"[^\x00-\x7f]", lambda found: b"%%%02X" % ord(found[0]), scope["query_string"])
    return {**scope, "query_string": query}


def too_large() -> Ready:
    content = body(413, "Content too large", "This is too large to read. Nothing was kept.")
    return ready(413, PROBLEM, content, {**SECURITY, **HEADERS})
