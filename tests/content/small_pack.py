"""A content pack of two topics in two languages, whole and without mistakes, for tests to break."""

import copy
from pathlib import Path
from typing import Any

import yaml

Files = dict[str, Any]

CHECKED = "2026-11-23"
TEXTS = (
    *("nood", "gegevens", "toegankelijkheid", "colofon", "helpdesk", "escalatie", "uitleg_weg", "onbekend"),
    "route",
)


def both(text: str) -> dict[str, str]:
    return {"je": text, "u": text}


def desk(id: str, kind: str, *roles: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "name": f"Loket {id}",
        "kind": kind,
        "sentence": "Luistert en denkt mee.",
        "human": True,
        "region": "landelijk",
        "competence": [
            {
                "roles": list(roles),
                "topics": "all",
                "audiences": ["leerling", "ouder", "personeel", "school"],
                "sectors": ["po", "vo"],
            }
        ],
        "channels": [
            {"type": "phone", "value": "112", "evidence": "A", "source": "loket.example", "checked": CHECKED}
        ],
        "can": ["Luisteren"],
        "cannot": ["Een besluit nemen"],
        "basis": [],
        "source": "loket.example",
        "evidence": "A",
        "checked": CHECKED,
        "step": {
            "title": both("Bel dit loket"),
            "intro": both("Hier helpt iemand."),
            "say": both("Ik heb hulp nodig."),
            "expect": {"je": ["Iemand luistert."], "u": ["Iemand luistert."]},
            "if_not": both("Ga naar de volgende stap."),
        },
        **changes,
    }


def topic(id: str, number: int) -> dict[str, Any]:
    own = {"option": "Er is iets", "headline": "Er is iets.", "say": "Er is iets."}
    return {
        "id": id,
        "number": number,
        "group": "veilig",
        "name": f"Onderwerp {id}",
        "short": "Er is iets aan de hand.",
        "sensitive": False,
        "for": {audience: dict(own) for audience in ("leerling", "ouder", "personeel", "school")},
        "about": {"je": ["Dit is niet jouw schuld."], "u": ["Dit is niet uw schuld."]},
        "danger": both("Is er gevaar?"),
        "tips": {"je": ["Schrijf op wat er gebeurt."], "u": ["Schrijf op wat er gebeurt."]},
        "duties": ["De school zorgt voor veiligheid."],
        "rights": ["veilig"],
    }


def ladder(id: str) -> dict[str, Any]:
    near, far = ["mentor", "directie", "bestuur"], ["directie", "bestuur", "commissie"]
    return {
        "id": id,
        "ask": ["safety", "recent", "sector", "stage", "stuck", "who"],
        "ladder": {"leerling": list(near), "ouder": list(far), "personeel": ["directie", "bestuur"]},
        "danger": ["112"],
        "always": ["luisterlijn"],
        "after_school": ["mentor"],
        "after_board": ["commissie"],
        "when_stuck": ["commissie"],
        "information_only": {"school": ["luisterlijn"]},
        "source": "opgesteld voor de tests",
        "checked": CHECKED,
    }


def question(id: str, number: int, *values: str) -> dict[str, Any]:
    return {
        "id": id,
        "number": number,
        "title": both("Hoe is het?"),
        "why": both("Dan weten we wie kan helpen."),
        "values": [
            {"id": value, "number": place, "label": both(f"Antwoord {value}"), "told": both(value)}
            for place, value in enumerate(values, 1)
        ],
    }


QUESTIONS = (
    question("audience", 1, "leerling", "ouder", "personeel", "school"),
    question("topic", 2),
    question("safety", 3, "gevaar", "zelfdoding", "bang"),
    question("sector", 4, "po", "vo"),
    question("stage", 5, "bestuur", "vastgelopen"),
    question("stuck", 6, "rondgestuurd"),
    question("who", 7, "directie"),
    question("recent", 8, "ja"),
)

RULES = [
    {"id": "bang", "when": {"safety": ["bang"]}, "first": {"ouder": ["luisterlijn"]}, "reason": "bang"},
    {"id": "deze_week", "when": {"recent": ["ja"]}, "lift": {"ouder": ["bestuur"]}, "topics": ["ruzie"]},
    {
        "id": "bij_bestuur",
        "when": {"stage": ["bestuur"]},
        "use_drop": "after_school",
        "use_first": "after_board",
        "reason": "al_geweest",
    },
    {
        "id": "vast",
        "when": {"stage": ["vastgelopen"]},
        "drop": ["mentor", "directie"],
        "front": ["escalatie", "helpdesk"],
        "reason": "vast",
    },
    {"id": "rond", "when": {"stage": ["vastgelopen"], "stuck": ["rondgestuurd"]}, "front": ["commissie"]},
    {
        "id": "basisschool",
        "audiences": ["leerling"],
        "not_topics": ["brand"],
        "when": {"sector": ["po"]},
        "drop": ["commissie"],
        "note": "via_ouder",
    },
    {"id": "gevaar", "when": {"safety": ["gevaar"]}, "danger": True, "front": ["112"], "reason": "gevaar"},
    {
        "id": "zelfdoding",
        "when": {"safety": ["zelfdoding"]},
        "danger": True,
        "front": ["113_zelfmoordpreventie", "112"],
        "reason": "gevaar",
    },
]  # fmt: skip
REASONS = (
    *("over_directie", "bang", "al_geweest", "vast", "via_ouder", "gevaar", "school_vraagt"),
    *("when_now", "when_first", "when_then", "when_if_not", "when_stuck"),
)


def small_files() -> Files:
    """Name of a file below the content folder -> its data."""
    files: Files = {
        "nl/signals.yaml": {
            "id": "signals",
            "signals": [{"id": "vuur", "lines": ["luisterlijn"], "urgency": "crisis", "topic": "brand"}],
        },
        "nl/elsewhere.yaml": {"id": "elsewhere", "kinds": {"weer": "Kijk naar buiten."}},
        "nl/pack.yaml": {
            "id": "pack",
            "languages": ["nl", "en"],
            "emergency_languages": ["uk"],
            "longest_sentence": 20,
            "mean_sentence": 12,
            "officialese": ["indien", "dient te"],
            "groups": [{"id": "veilig", "name": "Veilig", "icon": "veilig"}],
            "most_chosen": {"leerling": ["ruzie"], "onbekend": ["brand"]},
        },
        "nl/sources.yaml": {"laws": [law("wet_1", "law"), law("voorstel_2", "bill")]},
        "nl/ladders/rules.yaml": {
            "id": "rules",
            "never_after": {"directie": ["directie"]},
            "start": ["mentor", "directie"],
            "crisis": ["112", "113_zelfmoordpreventie"],
            "later": ["bestuur", "commissie"],
            "always": {
                "leerling": ["luisterlijn", "helpdesk"],
                **{reader: ["helpdesk"] for reader in ("ouder", "personeel", "school", "onbekend")},
            },
            "fallback": {"ouder": ["bestuur", "commissie"]},
            "last": ["escalatie"],
            "school": ["bestuur", "luisterlijn"],
            "reasons": {id: both("Daarom begin je hier.") for id in REASONS},
            "rules": RULES,
        },
        "nl/rights/veilig.yaml": right("veilig", "law", "wet_1"),
        "nl/rights/straks.yaml": right("straks", "bill", "voorstel_2"),
    }
    for id, number in (("ruzie", 1), ("brand", 2)):
        files[f"nl/topics/{id}.yaml"] = topic(id, number)
        files[f"nl/phrases/{id}.yaml"] = {"id": id, "phrases": ["ik heb ruzie", "er is iets"]}
        files[f"en/phrases/{id}.yaml"] = {"id": id, "phrases": ["I have a fight"]}
    files["nl/topics/brand.yaml"]["rights"] = ["veilig", "straks"]
    files |= {f"nl/ladders/{id}.yaml": ladder(id) for id in ("ruzie", "brand", "anders")}
    files |= {f"nl/desks/{own['id']}.yaml": own for own in desks()}
    files |= {f"nl/questions/{own['id']}.yaml": own for own in QUESTIONS}
    files |= {f"nl/texts/{id}.yaml": {"title": "Hulp", "lead": "Je bent niet alleen."} for id in TEXTS}
    files["uk/texts/nood.yaml"] = {"title": "Допомога", "lead": "Ви не самі."}
    for name in [name for name in files if name.startswith("nl/") and not name.startswith("nl/phrases")]:
        files[name.replace("nl/", "en/", 1)] = words_only(name, files[name])
    return copy.deepcopy({name: data for name, data in files.items() if data is not None})


def desks() -> tuple[dict[str, Any], ...]:
    return (
        desk("112", "external", "handles"),
        desk("113_zelfmoordpreventie", "external", "listens"),
        desk("mentor", "school", "handles"),
        desk("directie", "school", "handles", basis=["wet_1"]),
        desk("bestuur", "board", "handles"),
        desk("commissie", "external", "handles", channels=[], find="De naam staat in de schoolgids."),
        desk("luisterlijn", "external", "listens", "advises"),
        desk("helpdesk", "platform", "advises"),
        desk("escalatie", "platform", "mediates"),
    )


def right(id: str, status: str, source: str) -> dict[str, Any]:
    return {
        "id": id,
        "group": "veilig",
        "status": status,
        "audiences": ["leerling", "ouder"],
        "sources": [source],
        "title": both("School moet veilig zijn"),
        "text": both("Elke school zorgt dat leerlingen veilig zijn."),
        "do": both("Vraag de school wat zij doet."),
    }


def law(id: str, status: str) -> dict[str, Any]:
    return {
        "id": id,
        "name": "Wet op de proef",
        "short": "WP",
        "article": "1",
        "title": "Veiligheid",
        "sectors": ["po", "vo"],
        "text_date": "2024-08-01",
        "evidence": "A",
        "status": status,
        "checked": CHECKED,
    }


WORDS = {
    "desks": ("id", "name", "sentence", "can", "cannot", "find", "step"),
    "topics": ("id", "name", "short", "for", "about", "danger", "tips", "duties"),
    "questions": ("id", "title", "why", "values"),
    "rights": ("id", "title", "text", "do"),
    "texts": ("title", "lead"),
}


def words_only(name: str, data: dict[str, Any]) -> dict[str, Any] | None:
    """What a translation of this file holds; None where Dutch stands alone."""
    folder = name.split("/")[1]
    if folder in WORDS:
        own = {key: copy.deepcopy(data[key]) for key in WORDS[folder] if key in data}
        if folder == "desks":
            own["channels"] = [{} for _ in data["channels"]]
        if folder == "questions":
            own["values"] = [{key: value[key] for key in ("id", "label", "told")} for value in data["values"]]
        return own
    if name == "nl/pack.yaml":
        return {"groups": [{"id": group["id"], "name": group["name"]} for group in data["groups"]]}
    if name == "nl/sources.yaml":
        return {"laws": [{key: law[key] for key in ("id", "name", "title")} for law in data["laws"]]}
    if name == "nl/elsewhere.yaml":
        return copy.deepcopy(data)
    if name == "nl/ladders/rules.yaml":
        return {"reasons": copy.deepcopy(data["reasons"])}
    return None


class Plain(yaml.CSafeDumper):
    """Writes a list that stands in two places twice: the pack allows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(data: Any) -> str:
    return str(yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False, width=500))


def write(folder: Path, files: Files) -> Path:
    """Write the files as YAML, a value on each line; what is text already is written as it is."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else as_yaml(data), "utf-8")
    return folder


def make_pack(folder: Path, **changes: Any) -> Path:
    """The small pack in a folder. `changes`: name of a file -> its data, its text, or None for no file."""
    files = small_files() | changes
    return write(folder, {name: data for name, data in files.items() if data is not None})


def put(data: Any, where: tuple[str | int, ...], value: Any) -> Any:
    """The data with another value at a place; `...` takes the place away."""
    *way, last = where
    inner = data
    for step in way:
        inner = inner[step]
    if value is ...:
        del inner[last]
    elif isinstance(inner, list) and last == len(inner):
        inner.append(value)
    else:
        inner[last] = value
    return data
