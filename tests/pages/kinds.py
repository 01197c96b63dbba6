"""Every kind of page of the public site, by name: what the tests of pages and of journeys walk through."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from wegwijzer.signpost.pages.frame import Addresses

Place = Callable[[Addresses], str]

PUPIL = {
    "audience": "leerling",
    "topic": "pesten",
    "safety": "veilig",
    "sector": "vo",
    "stage": "bij_school_besproken",
    "who": "leerling",
}
PARENT = {
    "audience": "ouder",
    "topic": "klacht_loopt_vast",
    "safety": "veilig",
    "sector": "po",
    "stage": "vastgelopen",
    "stuck": "bestuur_zwijgt",
}
STAFF = {"audience": "personeel", "topic": "pesten_op_het_werk", "safety": "bang", "who": "schoolleiding"}
LEADER = {"audience": "school", "topic": "seksueel_grensoverschrijdend_medewerker"}
DANGER = {"audience": "leerling", "topic": "thuissituatie", "safety": "gevaar"}
INFORMATION = {"audience": "personeel", "topic": "pesten", "safety": "veilig", "stage": "informatie"}
NOTHING_KNOWN = dict.fromkeys(("audience", "topic", "safety", "sector", "stage", "who"), "onbekend")
NONE_OF_THESE = {"audience": "ouder", "topic": "anders", "safety": "onbekend"}

SCHOOL = "99ZA00"  # one of the made-up schools in data/made_up
NO_SCHOOL_YET = {"audience": "ouder", "topic": "pesten", "safety": "veilig", "sector": "po"}

ROUTES: Mapping[str, Mapping[str, str]] = {
    "route of a pupil": PUPIL,
    "route of a parent": PARENT,
    "route of staff": STAFF,
    "route of a leader": LEADER,
    "route in danger": DANGER,
    "route for information": INFORMATION,
    "route of who knows nothing": NOTHING_KNOWN,
    "route of who found nothing": NONE_OF_THESE,
}


def _plain(path: str) -> Place:
    return lambda addresses: addresses.at(path)


def _question(facet: str) -> Place:
    before = {name: value for name, value in PUPIL.items() if name != facet}
    return lambda addresses: addresses.question(before, facet)


def _route(answers: Mapping[str, str]) -> Place:
    return lambda addresses: addresses.route(answers)


QUESTIONS: Mapping[str, Place] = {
    "first question": _plain("w"),
    "question of topics": lambda addresses: addresses.go_on({"audience": "leerling"}),
    "question of topics, chosen": lambda addresses: addresses.question(PUPIL, "topic"),
    "question of safety": _question("safety"),
    "question of the sector": _question("sector"),
    "question of the stage": _question("stage"),
    "question of who": _question("who"),
    "question of being stuck": lambda addresses: addresses.question(PARENT, "stuck"),
    "question of the week": lambda addresses: addresses.question(LEADER, "recent"),
}
ON_THE_WAY: Mapping[str, Place] = {
    **QUESTIONS,
    **{name: _route(answers) for name, answers in ROUTES.items()},
    "route with a school": lambda addresses: replace(addresses, school=SCHOOL).route(NO_SCHOOL_YET),
    "school looked up": lambda addresses: addresses.find_school(NO_SCHOOL_YET),
    "leave button explained": lambda addresses: addresses.leave_first(DANGER),
}
READING: Mapping[str, Place] = {
    "home": _plain(""),
    "topics": _plain("onderwerpen"),
    "topic": lambda addresses: addresses.topic("pesten"),
    "topic for a pupil": lambda addresses: addresses.topic("pesten", "leerling"),
    "topic that is sensitive": lambda addresses: addresses.topic("thuissituatie"),
    "desks": _plain("organisaties"),
    "desk with a number": lambda addresses: addresses.desk("kindertelefoon"),
    "desk of the school": lambda addresses: addresses.desk("vertrouwenspersoon_intern"),
    "rights": _plain("rechten"),
    "rights of pupils": lambda addresses: addresses.rights("leerling"),
    "rights in one sector": lambda addresses: addresses.rights("personeel", "mbo"),
    "duties of schools": lambda addresses: addresses.rights("school"),
    "right": lambda addresses: addresses.right("veilige_school"),
    "right of pupils": lambda addresses: addresses.right("veilige_school", "leerling"),
    "right that is a bill": lambda addresses: addresses.right("wetsvoorstel_vrij_en_veilig"),
    "code": _plain("code"),
    "data": _plain("gegevens"),
    "accessibility": _plain("toegankelijkheid"),
    "about": _plain("over"),
    "helpdesk": _plain("helpdesk"),
    "stuck": _plain("vast"),
    "emergency": _plain("nood"),
}
FOUND: Mapping[str, Place] = {**READING, **ON_THE_WAY}
MISSING: Mapping[str, Place] = {
    "unknown page": _plain("bestaat-niet"),
    "broken code": _plain("w/K7M4-TP2Q"),
}
KINDS: Mapping[str, Place] = {**FOUND, **MISSING}
LANGUAGES = ("nl", "en")
