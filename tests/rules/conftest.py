"""The real policy, and what it compiles to, once per run.

Rules do without Django and YAML, so another process reads the pack and hands over what the rules are given:
frozen values of their own.
"""

import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wegwijzer.signpost.rules.compiling import Compiled, compile_policy
from wegwijzer.signpost.rules.facets import Facet
from wegwijzer.signpost.rules.ladder import Outcome, Policy

ROOT = Path(__file__).parents[2]
READ = """
import pickle, sys
from pathlib import Path
from wegwijzer.pack.load import load
from wegwijzer.signpost.policy import read_facets, read_policy
pack, _ = load(Path("content"))
kinds, languages = ("topic", "phrases", "desk"), ("nl", "en")
words = {language: {kind: pack.all(kind, language) for kind in kinds} for language in languages}
pickle.dump((read_policy(pack), read_facets(pack), words), sys.stdout.buffer)
"""


@dataclass(frozen=True)
class Real:
    """The pack in content/: `words` are its topics, phrases and desks, per language and kind."""

    policy: Policy
    facets: tuple[Facet, ...]
    words: dict[str, Any]


@pytest.fixture(scope="session")
def real() -> Real:
    read = subprocess.run([sys.executable, "-c", READ], cwd=ROOT, capture_output=True, check=True)
    return Real(*pickle.loads(read.stdout))  # noqa: S301  # written by ourselves, one line above


@dataclass(frozen=True)
class Signpost:
    """The real pack, compiled."""

    policy: Policy
    facets: tuple[Facet, ...]
    compiled: Compiled

    def route(self, answers: dict[str, str]) -> Outcome:
        diagram = self.compiled.diagram
        return self.compiled.outcomes[diagram.follow(self.compiled.routes, answers)]

    def next_question(self, answers: dict[str, str]) -> Facet | None:
        diagram = self.compiled.diagram
        ref = diagram.next_open(self.compiled.asks, answers)
        return diagram.facets[diagram.nodes[ref][0]] if ref >= 0 else None


@pytest.fixture(scope="session")
def signpost(real: Real) -> Signpost:
    return Signpost(real.policy, real.facets, compile_policy(real.policy, real.facets))
