"""The Dutch API Design Rules (Logius, 2.1), each as a test over the description and over live answers.

The public ruleset for a linter is in no package that can be pinned, so what it looks at is looked at here.
How an organisation works (deprecation, transition) and TLS in front of the site are not for a test.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest
import yaml

from tests.architecture.tree import ROOT
from tests.pages.asking import Asking
from tests.pages.small_register import OPEN, made_up_schools

__all__ = ["made_up_schools"]

Json = dict[str, Any]
Rule = Callable[[Asking, Json], None]

RULES: dict[str, Rule] = {}
SEMVER = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
KEBAB = r"(/([a-z0-9]+(-[a-z0-9]+)*(\.(csv|json|yaml))?|\{[a-z]+\}))+"  # a file keeps its ending
CAMEL = r"[a-z][a-zA-Z0-9]*"
OLDER = {"out_of_scope"}  # a field of the finder, from before these rules were kept
VERBS = {"/schools/find", "/find"}  # searches, by POST: see no-sensitive-uris
METHODS = {"get", "post", "put", "patch", "delete"}
SECURITY = {
    "content-security-policy": "frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "access-control-allow-origin": "*",
}
ANSWERS = [
    ("GET", "/api/v1"),
    ("HEAD", "/api/v1/schools"),
    ("GET", f"/api/v1/schools/{OPEN}"),
    ("GET", "/api/v1/hsds.json"),
    ("GET", "/api/v1/schools.csv"),
    ("GET", "/api/v1/openapi.json"),
    ("OPTIONS", "/api/v1/find"),
    ("GET", "/api/v1/bestaat-niet"),
    ("GET", "/api/v1/schools/"),
    ("DELETE", "/api/v1/schools"),
    ("POST", "/api/v1/find"),
    ("GEHEIM", "/api/v1/schools/find"),
]


def rule(id: str) -> Callable[[Rule], Rule]:
    def keep(check: Rule) -> Rule:
        RULES[id] = check
        return check

    return keep


@pytest.fixture
def described(ask: Asking) -> Json:
    found: Json = json.loads(ask.get("/api/v1/openapi.json").content)
    return found


def operations(described: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def schemas(described: Json) -> Iterator[tuple[str, Json]]:
    yield from described["components"]["schemas"].items()


@rule("/core/no-trailing-slash")
def _(ask: Asking, described: Json) -> None:
    assert not [path for path in described["paths"] if path.endswith("/")]
    assert ask.get("/api/v1/schools/").status == ask.get("/api/v1/").status == 404


@rule("/core/path-segments-kebab-case")
def _(ask: Asking, described: Json) -> None:
    assert [path for path in described["paths"] if not re.fullmatch(KEBAB, path)] == []


@rule("/core/query-keys-camel-case")
def _(ask: Asking, described: Json) -> None:
    keys = {one["name"] for _, _, operation in operations(described) for one in operation["parameters"]}
    assert {"page", "pageSize", "postcode4"} <= keys
    assert [key for key in keys if not re.fullmatch(CAMEL, key)] == []
    fields = {name for _, schema in schemas(described) for name in schema["properties"]}
    assert {name for name in fields if not re.fullmatch(CAMEL, name)} == OLDER


@rule("/core/naming-collections")
def _(ask: Asking, described: Json) -> None:
    first = {path.split("/")[1] for path in described["paths"] if path not in VERBS and "." not in path}
    assert [name for name in first if not name.endswith("s")] == []


@rule("/core/http-methods")
def _(ask: Asking, described: Json) -> None:
    assert {method for _, method, _ in operations(described)} <= METHODS
    for path in ("/api/v1/schools", "/api/v1/find"):
        answer = ask("DELETE", path)
        assert answer.status == 405
        assert "DELETE" not in answer.header("allow")


@rule("/core/http-safety")
def _(ask: Asking, described: Json) -> None:
    assert {path for path, method, _ in operations(described) if method != "get"} == VERBS


@rule("/core/stateless")
def _(ask: Asking, described: Json) -> None:
    assert all(ask(method, path).header("set-cookie") == "" for method, path in ANSWERS)
    keys = [one for _, _, operation in operations(described) for one in operation["parameters"]]
    assert not [one for one in keys if one["in"] == "cookie"]


@rule("/core/date-time")
def _(ask: Asking, described: Json) -> None:
    """Days only: a moment of the day would tell nothing about these facts."""
    formats = {
        (name, kind.get("format"))
        for _, schema in schemas(described)
        for name, field in schema["properties"].items()
        for kind in [field, *field.get("anyOf", ())]
        if name in ("date", "checked", "closedOn") and kind.get("type") == "string"
    }
    assert formats == {("date", "date"), ("checked", "date"), ("closedOn", "date")}


@rule("/core/error-handling/problem-details")
def _(ask: Asking, described: Json) -> None:
    for path, _, operation in operations(described):
        for status, response in operation["responses"].items():
            if status >= "400":
                (kind,) = response["content"]
                assert kind == "application/problem+json", (path, status)
    for name in ("Problem", "BadRequest"):
        assert {"status", "title", "detail"} <= {*described["components"]["schemas"][name]["required"]}
    for method, path in ANSWERS:
        answer = ask(method, path)
        if answer.status >= 400:
            assert answer.header("content-type") == "application/problem+json"
            assert json.loads(answer.content)["status"] == answer.status


@rule("/core/error-handling/invalid-input")
def _(ask: Asking, described: Json) -> None:
    for path, method, operation in operations(described):
        if method == "post" or [one for one in operation["parameters"] if one["in"] == "query"]:
            assert "400" in operation["responses"], path
        assert "422" not in operation["responses"]


@rule("/core/error-handling/all-errors")
def _(ask: Asking, described: Json) -> None:
    answer = ask("GET", "/api/v1/schools", query=b"page=0&pageSize=0&kind=x")
    assert len(json.loads(answer.content)["errors"]) == 3


@rule("/core/doc-openapi")
def _(ask: Asking, described: Json) -> None:
    assert described["openapi"].startswith("3.")
    assert described["paths"]
    for ref in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(described)):
        found: Any = described
        for part in ref.split("/"):
            found = found[part]
        assert found
    for _, schema in schemas(described):
        jsonschema_rs.meta.validate(schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"})


@rule("/core/doc-openapi-contact")
def _(ask: Asking, described: Json) -> None:
    assert described["info"]["contact"]["name"]
    assert described["info"]["contact"]["url"].endswith("/over/")
    assert described["info"]["license"]["name"] == "CC BY 4.0"


@rule("/core/publish-openapi")
def _(ask: Asking, described: Json) -> None:
    answer = ask.get("/api/v1/openapi.json")
    assert answer.header("access-control-allow-origin") == "*"
    assert yaml.safe_load(ask.get("/api/v1/openapi.yaml").content) == described


@rule("/core/uri-version")
def _(ask: Asking, described: Json) -> None:
    assert [server["url"] for server in described["servers"]] == ["http://127.0.0.1:8000/api/v1"]


@rule("/core/changelog")
def _(ask: Asking, described: Json) -> None:
    changes = (ROOT / "docs/reference/api.md").read_text().split("## Changes")[1]
    assert f"**{described['info']['version']}**" in changes


@rule("/core/semver")
def _(ask: Asking, described: Json) -> None:
    assert re.fullmatch(SEMVER, described["info"]["version"])


@rule("/core/version-header")
def _(ask: Asking, described: Json) -> None:
    version = described["info"]["version"]
    assert {ask(method, path).header("api-version") for method, path in ANSWERS} == {version}
    for path, _, operation in operations(described):
        assert all("API-Version" in response["headers"] for response in operation["responses"].values()), path


@rule("/core/transport/security-headers")
def _(ask: Asking, described: Json) -> None:
    for method, path in ANSWERS:
        answer = ask(method, path)
        for name, value in SECURITY.items():
            assert value in answer.header(name), (path, name)
        assert answer.header("cache-control")
        assert answer.header("content-type") or answer.status == 204


@rule("/core/transport/cors")
def _(ask: Asking, described: Json) -> None:
    """An open API: a page on any site may read it, and may ask first."""
    may = ask("OPTIONS", "/api/v1/schools/find", headers=[("origin", "https://elders.example")])
    assert (may.status, may.header("access-control-allow-methods")) == (204, "OPTIONS, POST")
    assert "Content-Type" in may.header("access-control-allow-headers")
    assert may.header("access-control-allow-credentials") == ""


@rule("/core/transport/no-sensitive-uris")
def _(ask: Asking, described: Json) -> None:
    """What somebody types goes in a body: no parameter takes free text."""
    for path, _, operation in operations(described):
        for one in operation["parameters"]:
            if one["in"] == "query":
                assert {"pattern", "enum", "maximum"} & {*one["schema"]}, (path, one["name"])


@rule("/core/hide-implementation")
def _(ask: Asking, described: Json) -> None:
    told = json.dumps(described).lower()
    assert not [word for word in ("django", "ninja", "pydantic", "python", "wegwijzer_site") if word in told]
    assert all(ask(method, path).header("server") == "" for method, path in ANSWERS)


@pytest.mark.usefixtures("made_up_schools")
@pytest.mark.parametrize("id", RULES)
def test_the_api_keeps_the_design_rule(ask, described, id):
    RULES[id](ask, described)


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(described):
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len({*names}) == len(names)
    assert all(operation["summary"] for _, _, operation in operations(described))


def test_every_address_of_the_description_is_in_the_reference(described):
    reference = (ROOT / "docs/reference/api.md").read_text()
    assert [path for path in described["paths"] if f"`{path}`" not in reference] == []
