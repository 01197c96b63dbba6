import re

from tests.architecture.tree import ROOT, files, named

MOST_LINES = 400
MADE_BY_A_TOOL = {"requirements.lock", "requirements-dev.lock", "tools/node.lock", "package-lock.json"}
READ_BY_PEOPLE = {".py", ".html", ".css", ".js", ".mjs", ".sh", ".md", ".toml", ".yml", ".yaml", ".txt"}

BROUGHT_IN = {
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".eot",
    ".map",
    ".whl",
    ".tgz",
    ".gz",
    ".zip",
    ".jar",
    ".so",
    ".exe",
    ".pdf",
}
FOLDERS_OF_OTHERS = {"vendor", "vendored", "third_party", "third-party", "node_modules", "site-packages"}
LARGEST = 200_000
# Stories that we wrote and labelled ourselves, to measure the finding of a topic.
LABELLED_BY_US = ROOT / "bench/finder"
SOMEBODY_ELSES = re.compile(
    r"@licen[cs]e\b|@preserve\b|Copyright (?:\(c\)|©|\d{4})(?!.*Wegwijzer maintainers)|"
    r"SPDX-License-Identifier: (?!EUPL-1\.2|CC-BY-4\.0)"
)


def test_no_file_is_too_long_to_read():
    too_long = {
        named(path): lines
        for path in files()
        if path.suffix in READ_BY_PEOPLE and named(path) not in MADE_BY_A_TOOL
        if not named(path).startswith("content/")  # data; its own check says what is wrong with it
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert too_long == {}


def test_no_file_of_others_is_in_the_tree():
    """Libraries come from the package registries, pinned by hash; they are not copied into the repository."""
    strange = [named(path) for path in files() if is_of_others(path)]
    assert strange == []


def is_of_others(path):
    if path == ROOT / "tests/architecture/test_tree.py" or named(path) in MADE_BY_A_TOOL:
        return False
    if path.is_relative_to(LABELLED_BY_US):
        return False
    if path.suffix in BROUGHT_IN or ".min." in path.name or FOLDERS_OF_OTHERS & set(path.parts):
        return True
    content = path.read_bytes()
    return len(content) > LARGEST or bool(SOMEBODY_ELSES.search(content.decode("utf-8", "ignore")))


def test_no_lock_names_a_registry():
    addressed = [name for name in MADE_BY_A_TOOL if "://" in without_funding((ROOT / name).read_text())]
    assert addressed == []


def without_funding(lock):
    """package-lock.json repeats where packages ask for gifts; that is no registry."""
    return re.sub(r'"url": "[^"]*"', "", lock)
