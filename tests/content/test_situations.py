"""Made-up people, and what must and must not stand on their route.

Written from the principles (danger first; school first, unless unsafe; never to the person it is about;
always an exit), not from the ladders: who changes a ladder meets these people again.
"""

from dataclasses import dataclass, field

import pytest

from wegwijzer.signpost.rules.edition import Edition

TEACHER, HEAD, BOARD = "leerkracht_mentor", "schoolleiding", "schoolbestuur"
INSIDE, OUTSIDE = "vertrouwenspersoon_intern", "vertrouwenspersoon_extern"
INSPECTOR, SIGNALS = "inspectie_vertrouwensinspecteur", "inspectie_klantcontact"
SUICIDE_LINE, ABUSE_CENTRE = "113_zelfmoordpreventie", "centrum_seksueel_geweld"
COMMITTEE, ESCALATION, HELPDESK = "klachtencommissie_school", "escalatie", "helpdesk"
WHISTLE = "huis_voor_klokkenluiders"


@dataclass(frozen=True)
class Person:
    """`now` begins so; `first`: in this order, emergency lines aside; `early`: among the first two;

    `later`: on the route, but not among the first two; `nowhere`: not on the page at all.
    """

    told: str
    answers: str
    now: tuple[str, ...] | None = None
    first: tuple[str, ...] = ()
    early: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    nowhere: set[str] = field(default_factory=set)
    skips_school: bool | None = None

    def given(self) -> dict[str, str]:
        return dict(pair.split("=") for pair in self.answers.split())


PEOPLE = [
    Person(
        "a pupil who is hit at home now",
        "audience=leerling topic=thuissituatie safety=gevaar",
        now=("112", "veilig_thuis"),
        early={INSIDE},
    ),
    Person(
        "a bullied pupil who does not want to live any more",
        "audience=leerling topic=pesten safety=zelfdoding sector=vo",
        now=(SUICIDE_LINE, "112"),
    ),
    Person(
        "a pupil with thoughts of suicide who chose that as the topic",
        "audience=leerling topic=zelfdoding",
        now=(SUICIDE_LINE, "112"),
        early={"huisarts"},
        nowhere={HEAD, BOARD, COMMITTEE},
        skips_school=True,
    ),
    Person(
        "a parent who is stuck and whose child is in danger now: the danger goes first",
        "audience=ouder topic=pesten safety=gevaar sector=po stage=vastgelopen",
        now=("112",),
        nowhere={TEACHER, HEAD},
    ),
    Person(
        "a pupil who saw a knife at school, and says it is safe now",
        "audience=leerling topic=bedreiging_wapens safety=veilig sector=vo",
        now=("112",),
        first=("politie",),
        later={INSIDE},
        skips_school=True,
    ),
    Person(
        "a parent whose child is bullied, and school does not know yet: school first",
        "audience=ouder topic=pesten sector=po stage=school_weet_het_niet safety=veilig who=leerling",
        now=(),
        first=(TEACHER,),
        later={BOARD, COMMITTEE, SIGNALS, ESCALATION},
        skips_school=False,
    ),
    Person(
        "a pupil of eleven in primary school: no complaint of their own, talking always may",
        "audience=leerling topic=pesten sector=po stage=school_weet_het_niet safety=veilig who=leerling",
        first=(TEACHER,),
        nowhere={COMMITTEE, BOARD, "laks", "mr_gmr", SIGNALS, "juridisch_loket"},
        skips_school=False,
    ),
    Person(
        "the same pupil, whose teacher knows and does not help: not back to the teacher",
        "audience=leerling topic=pesten sector=po stage=bij_school_besproken safety=veilig who=leerling",
        early={INSIDE},
        nowhere={TEACHER, COMMITTEE, BOARD},
        skips_school=False,
    ),
    Person(
        "a pupil of secondary school can complain without a parent",
        "audience=leerling topic=pesten sector=vo stage=bestuur safety=veilig who=leerling",
        early={BOARD, COMMITTEE},
        nowhere={TEACHER, HEAD, "antipestcoordinator"},
    ),
    Person(
        "a pupil who is afraid that it gets worse: somebody in confidence first, the teacher later",
        "audience=leerling topic=pesten sector=vo stage=school_weet_het_niet safety=bang who=leerling",
        first=(INSIDE, "kindertelefoon"),
        later={TEACHER},
    ),
    Person(
        "a parent who is afraid of what follows: outside school first, and it says why",
        "audience=ouder topic=pesten sector=po stage=school_weet_het_niet safety=bang",
        first=("ouders_onderwijs",),
        later={TEACHER, HEAD},
        skips_school=True,
    ),
    Person(
        "a pupil who is humiliated by the teacher: not to the teacher",
        "audience=leerling topic=geweld_vernedering_medewerker sector=vo who=leraar_of_medewerker",
        first=(INSIDE, INSPECTOR),
        nowhere={TEACHER},
    ),
    Person(
        "a parent about the head of the school: to the board, not to the head nor who works under them",
        "audience=ouder topic=pesten sector=po stage=school_weet_het_niet safety=veilig who=schoolleiding",
        first=(BOARD,),
        nowhere={HEAD, TEACHER},
    ),
    Person(
        "a parent about the board itself",
        "audience=ouder topic=pesten sector=vo stage=school_weet_het_niet safety=veilig who=bestuur",
        first=(COMMITTEE, "intern_toezicht"),
        nowhere={BOARD},
    ),
    Person(
        "a pupil about the confidential adviser of the school",
        "audience=leerling topic=pesten sector=vo safety=veilig who=vertrouwenspersoon",
        first=(OUTSIDE, TEACHER),
        nowhere={INSIDE},
    ),
    Person(
        "a pupil who is touched by a teacher: school may be skipped, and never to a teacher",
        "audience=leerling topic=seksueel_grensoverschrijdend_medewerker sector=vo safety=veilig recent=nee",
        first=(INSPECTOR,),
        nowhere={TEACHER, HEAD},
        skips_school=True,
    ),
    Person(
        "a parent whose child was abused by a teacher this week: every day counts",
        "audience=ouder topic=seksueel_grensoverschrijdend_medewerker sector=po safety=veilig recent=ja",
        first=(ABUSE_CENTRE, INSPECTOR),
        later={BOARD},
        nowhere={TEACHER, HEAD},
        skips_school=True,
    ),
    Person(
        "a teacher who suspects a colleague of abuse: the board at once, that is the law",
        "audience=personeel topic=seksueel_grensoverschrijdend_medewerker safety=veilig",
        first=(BOARD, INSPECTOR),
        nowhere={TEACHER},
    ),
    Person(
        "the same when it is the board: inspector and police, never the board",
        "audience=personeel topic=seksueel_grensoverschrijdend_medewerker safety=veilig who=bestuur",
        first=(INSPECTOR, "politie"),
        nowhere={BOARD},
        skips_school=True,
    ),
    Person(
        "a school leader who suspects abuse by a colleague: consulting the inspector is a duty",
        "audience=school topic=seksueel_grensoverschrijdend_medewerker safety=veilig",
        first=(INSPECTOR,),
        early={"politie"},
    ),
    Person(
        "a pupil of whom a nude picture goes round: those who take it off first, school later",
        "audience=leerling topic=online_beeldmisbruik sector=vo safety=veilig",
        now=("helpwanted",),
        first=("helpwanted",),
        nowhere={TEACHER, HEAD},
        skips_school=True,
    ),
    Person(
        "a pupil who was assaulted by another pupil this week",
        "audience=leerling topic=seksueel_grensoverschrijdend_leerling sector=vo safety=veilig recent=ja",
        first=(ABUSE_CENTRE,),
        nowhere={TEACHER},
        skips_school=True,
    ),
    Person(
        "a parent about forced marriage: never the family first, nor school",
        "audience=ouder topic=relatie_loverboy_eer safety=veilig",
        first=("veilig_thuis",),
        early={"politie"},
        nowhere={TEACHER, HEAD},
        skips_school=True,
    ),
    Person(
        "a teacher who worries about a child at home",
        "audience=personeel topic=thuissituatie safety=veilig",
        first=("aandachtsfunctionaris", "veilig_thuis"),
    ),
    Person(
        "a whistle-blower who is afraid: outside school, where retaliation is known",
        "audience=personeel topic=integriteit_misstand safety=bang",
        first=(WHISTLE, OUTSIDE),
        later={"interne_meldregeling_misstand", BOARD},
        skips_school=True,
    ),
    Person(
        "a whistle-blower about the board",
        "audience=personeel topic=integriteit_misstand safety=veilig who=bestuur",
        first=(WHISTLE, "intern_toezicht"),
        nowhere={BOARD},
        skips_school=True,
    ),
    Person(
        "a parent with the same: the House for whistle-blowers is for staff only",
        "audience=ouder topic=integriteit_misstand safety=bang sector=vo",
        nowhere={WHISTLE},
    ),
    Person(
        "a teacher who is bullied by the head",
        "audience=personeel topic=pesten_op_het_werk safety=bang who=schoolleiding",
        first=(OUTSIDE,),
        nowhere={HEAD, "hr_leidinggevende"},
    ),
    Person(
        "a teacher who was threatened by a parent and told the head",
        "audience=personeel topic=agressie_ouders_personeel safety=veilig stage=bij_school_besproken",
        first=(BOARD,),
        later={"politie", "bedrijfsarts"},
        nowhere={HEAD, "hr_leidinggevende"},
    ),
    Person(
        "a parent whose board is silent: not back to it, and to somebody who takes it up",
        "audience=ouder topic=klacht_loopt_vast sector=po stage=vastgelopen stuck=bestuur_zwijgt",
        first=(ESCALATION, HELPDESK),
        later={COMMITTEE},
        nowhere={TEACHER, HEAD, BOARD},
        skips_school=True,
    ),
    Person(
        "a parent who was told to be right, and nothing changes: not back to the committee",
        "audience=ouder topic=klacht_loopt_vast sector=vo safety=veilig stage=vastgelopen "
        "stuck=oordeel_niet_gevolgd",
        first=(ESCALATION, HELPDESK),
        later={BOARD, "intern_toezicht"},
        nowhere={TEACHER, HEAD, COMMITTEE},
    ),
    Person(
        "a parent of a child without a school",
        "audience=ouder topic=thuiszitten sector=po safety=veilig stage=vastgelopen stuck=geen_plek",
        first=(ESCALATION, HELPDESK, "samenwerkingsverband", "onderwijsconsulenten", "leerplichtambtenaar"),
        nowhere={TEACHER, HEAD},
    ),
    Person(
        "a teacher who had it all inside",
        "audience=personeel topic=pesten_op_het_werk safety=veilig stage=vastgelopen stuck=alles_gehad",
        first=(ESCALATION, HELPDESK, "aob"),
        nowhere={HEAD, "hr_leidinggevende"},
    ),
    Person(
        "a parent while the committee is at work: not to another committee",
        "audience=ouder topic=pesten sector=vo safety=veilig stage=klachtencommissie",
        first=("ouders_onderwijs", HELPDESK),
        nowhere={TEACHER, HEAD, "lkc", "gcbo", "onderwijsgeschillen"},
        skips_school=True,
    ),
    Person(
        "a parent after the board sent the child away",
        "audience=ouder topic=schorsing_verwijdering sector=vo stage=bestuur",
        early={"gpo", "ouders_onderwijs"},
        nowhere={TEACHER, HEAD},
    ),
    Person(
        "a student of a vocational college: not sent away, and not to who is not for them",
        "audience=leerling topic=pesten sector=mbo safety=veilig",
        first=(INSIDE,),
        later={"job_mbo"},
        nowhere={"laks", "ouders_onderwijs", "gpo", "samenwerkingsverband", "ouder_jeugdsteunpunt"},
    ),
    Person(
        "a student about their work placement",
        "audience=leerling topic=pesten sector=mbo safety=veilig who=leerbedrijf",
        first=("stagebegeleider", "sbb"),
        nowhere={"laks"},
    ),
    Person(
        "a student in danger: the ordinary lines",
        "audience=leerling topic=bedreiging_wapens sector=mbo safety=gevaar",
        now=("112",),
        early={"politie"},
    ),
    Person(
        "a teacher who looks for lesson material about bullying: no alarm",
        "audience=personeel topic=pesten stage=informatie safety=veilig",
        now=(),
        first=("school_en_veiligheid",),
        nowhere={"112", ESCALATION},
        skips_school=True,
    ),
    Person(
        "a school leader after the funeral of a pupil: no alarm, and those who know",
        "audience=school topic=zelfdoding stage=informatie",
        now=(),
        early={"school_en_veiligheid", "113_zelfmoordpreventie"},
        nowhere={"112"},
    ),
    Person(
        "somebody of whom we know nothing at all",
        "",
        early={TEACHER, HEAD},
        later={ESCALATION},
        skips_school=False,
    ),
]


def route(edition: Edition, person: Person):
    return edition.route(person.given())


def beyond_lines(outcome) -> list[str]:
    return [desk for desk, when in outcome.steps if when != "now"]


def everybody_on(outcome) -> set[str]:
    return {*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)}


@pytest.fixture(params=PEOPLE, ids=[person.told for person in PEOPLE])
def person(request) -> Person:
    return request.param


def test_the_first_steps_are_the_right_ones(edition, person):
    steps = beyond_lines(route(edition, person))
    assert tuple(steps[: len(person.first)]) == person.first
    assert person.early <= set(steps[:2])
    assert person.later <= set(steps[2:])


def test_in_danger_the_right_lines_come_first_and_otherwise_there_is_no_alarm(edition, person):
    outcome = route(edition, person)
    if person.now is not None:
        assert outcome.now[: len(person.now)] == person.now
        assert bool(outcome.now) is bool(person.now)
    if "stage=informatie" in person.answers:
        assert [desk for desk, when in outcome.steps if when == "now"] == []


def test_nobody_is_sent_where_they_should_not_go(edition, person):
    assert person.nowhere.isdisjoint(everybody_on(route(edition, person)))


def test_whoever_is_not_sent_to_school_first_reads_why(edition, person):
    if person.skips_school is not None:
        assert bool(route(edition, person).skip) is person.skips_school


def test_there_is_always_an_exit(edition, person):
    outcome = route(edition, person)
    assert "helpdesk" in outcome.always
    if not outcome.information:
        assert ESCALATION in everybody_on(outcome)
