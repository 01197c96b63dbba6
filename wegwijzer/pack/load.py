"""The whole content folder into one `Pack`.

Structure from `nl`, words per language, and every problem found on the way.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from wegwijzer.pack.problems import Problem
from wegwijzer.pack.reading import Document, read
from wegwijzer.pack.tables import read_table

SOURCE = "nl"  # the language that carries the structure

# folder -> the schema of its files. `rules.yaml` and the two files at the top have their own.
FOLDERS = {
    "questions": "question",
    "topics": "topic",
    "phrases": "phrases",
    "desks": "desk",
    "ladders": "ladder",
    "rights": "right",
    "texts": "text",
}
SINGLE = {
    "pack.yaml": "pack",
    "sources.yaml": "sources",
    "ladders/rules.yaml": "rules",
    "signals.yaml": "signals",
    "elsewhere.yaml": "elsewhere",
}
# What the finder learns from: all files straight in this folder, and the one file.
TABLES = {re.compile(r"examples/\w+\.csv"): "examples", re.compile(r"cues\.csv"): "cues"}


@dataclass
class Pack:
    """The pack as plain data.

    `documents[language][kind][id]` is a file; single files have their kind as id.
    """

    documents: dict[str, dict[str, dict[str, Document]]] = field(default_factory=dict)

    def ids(self, kind: str) -> list[str]:
        return list(self.documents.get(SOURCE, {}).get(kind, {}))

    def get(self, kind: str, id: str, language: str = SOURCE) -> dict[str, Any]:
        """The data of one file; `KeyError` when it is not there."""
        return self.documents[language][kind][id].data

    def all(self, kind: str, language: str = SOURCE) -> dict[str, dict[str, Any]]:
        return {id: document.data for id, document in self.documents.get(language, {}).get(kind, {}).items()}

    def document(self, kind: str, id: str, language: str = SOURCE) -> Document:
        return self.documents[language][kind][id]


def load(folder: Path) -> tuple[Pack, list[Problem]]:
    """Read every file below `folder`.

    What cannot be read or has the wrong shape is a problem and is left out.
    """
    pack, problems = Pack(), []
    if not (folder / SOURCE).is_dir():
        return pack, [Problem(SOURCE, 1, "there is no content here: folder not found")]
    for language in sorted(path.name for path in folder.iterdir() if path.is_dir()):
        for path in sorted((folder / language).rglob("*.yaml")):
            problems += _load_file(pack, language, path.relative_to(folder / language).as_posix(), path)
        for path in sorted((folder / language).rglob("*.csv")):
            problems += _load_table(pack, language, path.relative_to(folder / language).as_posix(), path)
    return pack, sorted(problems)


def _load_file(pack: Pack, language: str, name: str, path: Path) -> list[Problem]:
    kind = SINGLE.get(name) or FOLDERS.get(name.split("/")[0])
    file = f"{language}/{name}"
    if kind is None:
        return [Problem(file, 1, "no file is expected here")]
    document = read(path, file)
    if isinstance(document, Problem):
        return [document]
    found = _shape_problems(document, kind) if language == SOURCE else []
    id = kind if name in SINGLE else path.stem
    if "id" in document.data and document.data["id"] != id:
        found.append(
            document.problem(("id",), f"id '{document.data['id']}' differs from the name of the file")
        )
    if not found or language != SOURCE:
        pack.documents.setdefault(language, {}).setdefault(kind, {})[id] = document
    return found


def _load_table(pack: Pack, language: str, name: str, path: Path) -> list[Problem]:
    kind = next((kind for pattern, kind in TABLES.items() if pattern.fullmatch(name)), None)
    if kind is None:
        return [Problem(f"{language}/{name}", 1, "no file is expected here")]
    document = read_table(path, f"{language}/{name}")
    if isinstance(document, Problem):
        return [document]
    pack.documents.setdefault(language, {}).setdefault(kind, {})[path.stem] = document
    return []


def _shape_problems(document: Document, kind: str) -> list[Problem]:
    problems = []
    for error in _validator(kind).iter_errors(document.data):
        problems.append(document.problem(tuple(error.instance_path), _plain(error.message)))
    return problems


def _plain(message: str) -> str:
    return message if len(message) <= 200 else message[:200] + " ..."


@cache
def _validator(kind: str) -> jsonschema_rs.Validator:
    schemas = yaml.load(
        Path(__file__).with_name("schema.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )  # our own file, and a safe loader
    return jsonschema_rs.Draft202012Validator({"$defs": schemas["$defs"], **schemas[kind]})
