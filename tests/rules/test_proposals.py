"""What may be stated, and by whom it is looked at. Every school, address and number in here is made up."""

import itertools
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.directory.rules import proposals
from wegwijzer.directory.rules.proposals import (
    FIELDS,
    Deed,
    Proposal,
    Refusal,
    State,
    may_decide,
    may_propose,
)
from wegwijzer.directory.rules.stating import Entry
from wegwijzer.kernel.actor import Actor
from wegwijzer.kernel.terms import TERMS

SCHOOL = Entry("school", "01AB00", "OBS De Bij", "https://www.debij.example", frozenset({"lkc", "gcbo"}))
DESK = Entry("desk", "loket", "Het Loket", "https://loket.example", frozenset({"loket"}))
AT = datetime(2027, 1, 10, 9, tzinfo=UTC)


def errors(field: str, value: object) -> tuple[str, ...]:
    entry = SCHOOL if "school" in FIELDS[field].about else DESK
    return proposals.weigh(entry, field, None, value).errors


GOOD = [
    ("confidential_adviser", {"email": "vertrouwenspersoon@debij.example"}),
    ("confidential_adviser", {"email": "vp.debij@bestuur.example"}),
    ("confidential_adviser", {"email": "info@debij.example", "phone": "030 123 45 67"}),
    ("confidential_adviser", {"phone": "+31 30 1234567"}),
    ("external_confidential_adviser", {"phone": "088-1234567"}),
    ("anti_bullying_coordinator", {"email": "antipestcoordinator@debij.example"}),
    ("anti_bullying_coordinator", {"email": "pesten-onderbouw@debij.example"}),
    ("complaints_procedure", {"url": "https://www.debij.example/klachten"}),
    ("complaints_committee", {"desk": "lkc"}),
    ("complaints_committee", {"text": "Geschillencommissie van de stichting"}),
    ("school_guide", {"url": "https://www.debij.example/gids.pdf"}),
    ("contact", {"email": "administratie@debij.example"}),
    (
        "channels",
        [
            {"type": "phone", "value": "0800 1234", "open": "Mo-Fr 09:00-17:00", "cost": "gratis"},
            {"type": "chat", "value": "https://loket.example/chat", "languages": ["nl", "en"]},
            {
                "type": "mail",
                "value": "vraag@loket.example",
                "deaf": "Stuur een bericht, wij antwoorden meteen.",
            },
            {"type": "visit", "value": "Dorpsplein 1, Voorbeeldstad"},
        ],
    ),
    ("closures", [{"from": "2027-12-24", "until": "2028-01-02", "note": "kerstvakantie"}]),
    ("closures", [{"from": "2027-12-25", "until": "2027-12-25"}]),
]


FUNCTIONS = (
    *("vertrouwenspersoon", "vertrouwenspersonen", "interne-vertrouwenspersoon", "vertrouwenspersoon2"),
    *(
        "externevertrouwenspersoon",
        "anti-pestcoordinator",
        "zorg",
        "zorgteam",
        "zorgcoordinator",
        "zorgadviesteam",
    ),
    *("ouderraad", "ouders", "oudercommissie", "contactpersoon", "klachtencommissie", "klachten", "meldpunt"),
    *(
        "veiligheid",
        "schoolveiligheid",
        "veiligheidscoordinator",
        "sociaalveilig",
        "veiligopschool",
        "school",
    ),
    *(
        "bestuur",
        "bestuurssecretariaat",
        "collegevanbestuur",
        "leerlingzaken",
        "leerlingenraad",
        "schoolleiding",
    ),
    *(
        "leerlingbegeleiding",
        "ondersteuningsteam",
        "servicedesk",
        "frontoffice",
        "adviespunt",
        "directiedebij",
    ),
)
SURNAMES = (
    "zorgdrager",
    "oudersluys",
    "bestuurman",
    "veiligman",
    "schoolman",
    "j.ouderkerk",
    "de.raad",
    "pestman",
)


@pytest.mark.parametrize("word", FUNCTIONS)
def test_an_address_that_is_made_of_words_for_a_function_may_be_stated(word):
    assert errors("contact", {"email": f"{word}@debij.example"}) == ()


@pytest.mark.parametrize("word", SURNAMES)
def test_a_surname_that_only_holds_such_a_word_is_refused(word):
    assert "van een persoon" in " ".join(errors("contact", {"email": f"{word}@debij.example"}))


TITLED = (
    "mr. de Vries",
    "Mr. X",
    "ing. Jansen",
    "ds. Jansen",
    "dr. X",
    "Dr. van Dijk",
    "de heer X",
    "prof. Verlaan",
)
NOBODY = ("Geschil met de MR. Daarna het bestuur", "Ds. Bedachtemanlaan 1", "De vergadering. Daarna pauze")


@pytest.mark.parametrize("text", TITLED)
def test_a_title_before_a_name_is_that_of_a_person(text):
    assert "persoon" in " ".join(errors("complaints_committee", {"text": f"Voorzitter {text}"}))


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_looks_like_a_title_is_let_be(text):
    assert errors("complaints_committee", {"text": text}) == ()


@pytest.mark.parametrize(("field", "value"), GOOD)
def test_what_belongs_to_the_organisation_may_be_stated(field, value):
    assert errors(field, value) == ()


def test_every_field_has_an_example_and_a_term():
    assert {field for field, _ in GOOD} == set(FIELDS)
    assert {field.kind for field in FIELDS.values()} <= set(TERMS)


BAD = [
    ("confidential_adviser", {"phone": "06 12345678"}, "mobiel"),
    ("confidential_adviser", {"phone": "+31 6 12 34 56 78"}, "mobiel"),
    ("confidential_adviser", {"phone": "0031612345678"}, "mobiel"),
    ("confidential_adviser", {"phone": "+31 (0)6 12345678"}, "mobiel"),
    ("confidential_adviser", {"phone": "0900 1234"}, "geen Nederlands telefoonnummer"),
    ("confidential_adviser", {"phone": "030 12345"}, "geen Nederlands telefoonnummer"),
    ("confidential_adviser", {"phone": "bel maar"}, "geen telefoonnummer"),
    ("confidential_adviser", {"email": "vertrouwenspersoon@gmail.com"}, "gratis"),
    ("confidential_adviser", {"email": "info@ziggo.nl"}, "gratis"),
    ("confidential_adviser", {"email": "info@Hotmail.co.nl"}, "aanbieder|persoon|gratis"),
    ("confidential_adviser", {"email": "p.voorbeeld@debij.example"}, "van een persoon"),
    ("confidential_adviser", {"email": "piet@debij.example"}, "van een persoon"),
    ("confidential_adviser", {"email": "piet.vertrouwenspersoon@debij.example"}, "van een persoon"),
    ("confidential_adviser", {"email": "geen adres"}, "geen e-mailadres"),
    ("confidential_adviser", {"email": "info@debij.example", "name": "Piet"}, "'name' hoort hier niet"),
    ("confidential_adviser", {}, "[Gg]eef een e-mailadres of een telefoonnummer"),
    ("confidential_adviser", "Piet Voorbeeld", "Geef een e-mailadres"),
    ("anti_bullying_coordinator", {"email": 3}, "tekst"),
    ("complaints_procedure", {"url": "http://www.debij.example"}, "https"),
    ("complaints_procedure", {"url": "https://10.0.0.1/klacht"}, "openbaar"),
    ("complaints_procedure", {"url": "https://localhost/"}, "openbaar"),
    ("complaints_procedure", {"url": "https://intranet.local/"}, "openbaar"),
    ("complaints_procedure", {"url": "https://naam@debij.example/"}, "openbaar"),
    ("complaints_procedure", {"url": "https://debij.example:8443/"}, "openbaar"),
    ("complaints_procedure", {"url": "https://debij.example/ een"}, "openbaar"),
    ("complaints_procedure", {"url": "https://[debij"}, "geen webadres"),
    ("complaints_procedure", "https://www.debij.example", "webadres"),
    ("complaints_committee", {"desk": "bestaat_niet"}, "niet bekend"),
    ("complaints_committee", {"desk": ["lkc"]}, "niet bekend"),
    ("complaints_committee", {"text": "Mevrouw Voorbeeld"}, "geen naam van een persoon"),
    ("complaints_committee", {"text": "bel 0301234567"}, "geen adressen of nummers"),
    ("complaints_committee", {"text": "x" * 121}, "hooguit 120"),
    ("complaints_committee", {"desk": "lkc", "text": "LKC"}, "Kies een commissie"),
    ("contact", {"email": "piet@debij.example"}, "van een persoon"),
    ("channels", [], "lijst van 1 tot"),
    ("channels", "0800 1234", "lijst van 1 tot"),
    ("channels", ["0800 1234"], "geen regel met velden"),
    ("channels", [{"type": "fax", "value": "030 123 45 67"}], "kies een soort"),
    ("channels", [{"type": "phone", "value": "06 12345678"}], "mobiel"),
    ("channels", [{"type": "phone", "value": "0800 1234", "open": "elke dag"}], "niet te lezen"),
    ("channels", [{"type": "phone", "value": "0800 1234", "cost": "duur"}], "kosten"),
    ("channels", [{"type": "phone", "value": "0800 1234", "languages": ["Nederlands"]}], "twee letters"),
    ("channels", [{"type": "phone", "value": "0800 1234", "languages": ["nl", "nl"]}], "één keer"),
    ("channels", [{"type": "phone", "value": "0800 1234", "municipalities": []}], "lijst"),
    ("channels", [{"type": "phone", "value": "0800 1234", "municipalities": "0599"}], "lijst"),
    ("channels", [{"type": "phone", "value": "0800 1234", "municipalities": ["0599", "0599"]}], "één keer"),
    ("channels", [{"type": "phone", "value": "0800 1234", "municipalities": ["Rotterdam"]}], "vier cijfers"),
    (
        "channels",
        [{"type": "phone", "value": "0800 1234", "deaf": "app 0612345678"}],
        "geen adressen of nummers",
    ),
    ("channels", [{"type": "phone", "value": "0800 1234"}] * 2, "twee keer"),
    ("channels", [{"type": "web", "value": "http://loket.example"}], "https"),
    ("closures", [{"from": "2027-12-24", "until": "2027-12-23"}], "voor de eerste"),
    ("closures", [{"from": "2027-02-29", "until": "2027-03-01"}], "eerste en de laatste dag"),
    ("closures", [{"from": "2027-01-01", "until": "2027-12-31"}], "drie maanden"),
]


@pytest.mark.parametrize(("field", "value", "told"), BAD)
def test_what_is_of_a_person_or_unreadable_is_refused_in_plain_words(field, value, told):
    found = errors(field, value)
    assert found
    assert any(re.search(told, error) for error in found), found
    assert all(error[0].isupper() or error[0] in "'0+" or "@" in error for error in found), found


def test_all_errors_come_together():
    found = errors(
        "channels",
        [
            {"type": "phone", "value": "06 12345678", "cost": "duur", "open": "x"},
            {"type": "fax", "value": "1"},
        ],
    )
    assert [error.split(":")[0] for error in found] == ["Kanaal 1", "Kanaal 1", "Kanaal 1", "Kanaal 2"]


def test_another_domain_than_that_of_the_school_is_told_to_whoever_approves_and_refuses_nothing():
    advice = proposals.weigh(SCHOOL, "contact", None, {"email": "info@bestuur.example"})
    assert advice.errors == ()
    assert "info@bestuur.example" in advice.advice[0]
    assert proposals.weigh(SCHOOL, "contact", None, {"email": "info@debij.example"}).advice == ()


def test_a_municipality_that_the_register_does_not_know_is_told_to_whoever_approves():
    known = replace(DESK, municipalities=frozenset({"0599"}))
    item = {"type": "phone", "value": "0800 1234", "municipalities": ["0599", "9998"]}
    found = proposals.weigh(known, "channels", None, [item])
    assert found.errors == ()
    assert [line for line in found.advice if "Gemeente" in line] == [
        "Gemeente 9998 staat niet in het register: klopt de code?"
    ]
    assert proposals.weigh(DESK, "channels", None, [item]).advice == (), "without a register nothing is known"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text()
            | st.sampled_from(
                (
                    "email",
                    "phone",
                    "url",
                    "desk",
                    "text",
                    "type",
                    "value",
                    "open",
                    "cost",
                    "languages",
                    "deaf",
                    "from",
                    "until",
                )
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from(sorted(FIELDS)), anything)
def test_no_value_whatever_breaks_a_check(field, value):
    assert all(error.strip() for error in errors(field, value))


def test_a_statement_that_is_there_can_be_taken_away_and_else_not():
    assert proposals.weigh(SCHOOL, "contact", {"email": "info@debij.example"}, None).errors == ()
    assert proposals.weigh(SCHOOL, "contact", None, None).errors == (Refusal.NOTHING_CHANGES,)


OWN = Actor("school-a", "schoolleiding", "school:01AB00")
OTHER_SCHOOL = Actor("school-b", "schoolleiding", "school:02CD00")
COORDINATOR = Actor("co", proposals.COORDINATOR)


@pytest.mark.parametrize(
    ("entry", "field", "by", "refusal"),
    [
        (SCHOOL, "contact", OWN, None),
        (SCHOOL, "contact", OTHER_SCHOOL, Refusal.NOT_YOUR_ENTRY),
        (SCHOOL, "contact", COORDINATOR, Refusal.NOT_YOUR_ENTRY),
        (SCHOOL, "channels", OWN, Refusal.NO_SUCH_FIELD),
        (SCHOOL, "name", OWN, Refusal.NO_SUCH_FIELD),
        (DESK, "school_guide", Actor("d", "medewerker", "desk:loket"), Refusal.NO_SUCH_FIELD),
        (DESK, "channels", Actor("d", "medewerker", "desk:loket"), None),
        (DESK, "channels", Actor("d", "medewerker", "school:loket"), Refusal.NOT_YOUR_ENTRY),
    ],
)
def test_an_organisation_states_its_own_fields_only(entry, field, by, refusal):
    assert may_propose(entry, field, by) == refusal


def proposal(state: State = State.PROPOSED, by: Actor = OWN) -> Proposal:
    return Proposal(1, "school", "01AB00", "contact", None, {"email": "info@debij.example"}, by, AT, state)


@pytest.mark.parametrize(
    ("deed", "by", "refusal"),
    [
        (Deed.APPROVE, COORDINATOR, None),
        (Deed.APPROVE, OWN, Refusal.NO_COORDINATOR),
        (Deed.APPROVE, OTHER_SCHOOL, Refusal.NO_COORDINATOR),
        (Deed.REFUSE, COORDINATOR, None),
        (Deed.REFUSE, OWN, Refusal.NO_COORDINATOR),
        (Deed.REFUSE, OTHER_SCHOOL, Refusal.NO_COORDINATOR),
        (Deed.WITHDRAW, OWN, None),
        (Deed.WITHDRAW, COORDINATOR, Refusal.NOT_YOUR_PROPOSAL),
        (Deed.WITHDRAW, OTHER_SCHOOL, Refusal.NOT_YOUR_PROPOSAL),
    ],
)
def test_who_may_do_what_to_a_proposal(deed, by, refusal):
    assert may_decide(proposal(), deed, by, "daarom") == refusal


def test_nobody_approves_what_they_proposed_whatever_their_role():
    both = Actor("co", "schoolleiding", "school:01AB00")
    assert may_decide(proposal(by=both), Deed.APPROVE, COORDINATOR) == Refusal.SAME_PERSON


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_refusal_has_a_reason(reason):
    assert may_decide(proposal(), Deed.REFUSE, COORDINATOR, reason) == Refusal.NO_REASON
    assert may_decide(proposal(), Deed.APPROVE, COORDINATOR, reason) is None


@pytest.mark.parametrize(("state", "deed"), list(itertools.product(list(State)[1:], Deed)))
def test_nothing_follows_on_a_decision(state, deed):
    assert may_decide(proposal(state), deed, COORDINATOR, "daarom") == Refusal.DECIDED


def test_every_deed_leads_somewhere_and_every_state_is_reached():
    assert {deed for _, deed in proposals.TRANSITIONS} == set(Deed)
    assert {State.PROPOSED, *proposals.TRANSITIONS.values()} == set(State)
