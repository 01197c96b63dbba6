import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT, files, named


def test_nobody_calls_upstairs():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_import_says_where_from():
    relative = [
        f"{named(path)}:{node.lineno}"
        for path in files()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
