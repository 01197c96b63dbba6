"""The roles of professionals and what each may do: one table, from which the docs and the tests are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """Something that a person at work may do, always for the own organisation only."""

    ANSWER = "answer"  # read and answer conversations that came to the own organisation
    ASSIGN = "assign"  # give conversations and cases to colleagues
    CASES = "cases"  # hold cases, offer and accept them
    NETWORK = "network"  # see where offers and cases wait, without their content
    ENTRY = "entry"  # propose changes of the own entry in the directory
    APPROVE_ENTRY = "approve_entry"  # decide on what organisations propose about themselves
    FIGURES = "figures"  # counts and indicators, never a case
    TEXTS = "texts"  # texts, routes and facts of the signpost
    ESCALATION = "escalation"  # handle what is stuck
    MEMBERS = "members"  # invite, admit and dismiss people; recover the key of the organisation
    ORGANISATIONS = "organisations"  # let organisations in and end them
    LEDGER = "ledger"  # read what was done in the own organisation


READS_CASES = frozenset({Right.ANSWER, Right.ASSIGN, Right.CASES, Right.ESCALATION})


class Role(StrEnum):
    """What a person is in an organisation."""

    HELPDESK = "helpdesk_worker"
    LEAD = "team_lead"
    PARTNER = "partner_member"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    EDITOR = "editor"
    ESCALATION = "escalation_member"
    ORGANISATION_ADMIN = "organisation_admin"
    PLATFORM_ADMIN = "platform_admin"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `name` and `description` are Dutch, for the people who choose."""

    role: Role
    name: str
    description: str
    rights: frozenset[Right]


def _row(role: Role, name: str, description: str, *rights: Right) -> Row:
    return Row(role, name, description, frozenset(rights))


TABLE: Mapping[Role, Row] = {
    row.role: row
    for row in (
        _row(
            Role.HELPDESK,
            "Medewerker van de helpdesk",
            "Leest en beantwoordt berichten, chat en belt terug. Draagt mensen over aan wie verder helpt.",
            Right.ANSWER,
            Right.CASES,
        ),
        _row(
            Role.LEAD,
            "Teamleider",
            "Doet wat een medewerker doet, verdeelt het werk, en ziet wat er in de organisatie is gedaan.",
            Right.ANSWER,
            Right.ASSIGN,
            Right.CASES,
            Right.FIGURES,
            Right.LEDGER,
        ),
        _row(
            Role.PARTNER,
            "Medewerker van een organisatie in het netwerk",
            "Neemt mensen over die hierheen worden gestuurd, en helpt hen verder. Stelt voor wat er over de "
            "eigen organisatie te lezen is.",
            Right.CASES,
            Right.ENTRY,
        ),
        _row(
            Role.COORDINATOR,
            "Coördinator van het netwerk",
            "Ziet waar het hapert tussen organisaties, en keurt goed wat zij over zichzelf opgeven. Leest "
            "geen berichten.",
            Right.NETWORK,
            Right.APPROVE_ENTRY,
            Right.FIGURES,
        ),
        _row(
            Role.ANALYST,
            "Analist",
            "Ziet aantallen en kaarten. Leest geen berichten.",
            Right.FIGURES,
        ),
        _row(
            Role.EDITOR,
            "Redacteur",
            "Schrijft en controleert teksten, routes en gegevens van de wegwijzer. Leest geen berichten.",
            Right.TEXTS,
        ),
        _row(
            Role.ESCALATION,
            "Lid van de escalatie",
            "Behandelt wat is vastgelopen, met toestemming van de mensen om wie het gaat.",
            Right.ESCALATION,
            Right.CASES,
        ),
        _row(
            Role.ORGANISATION_ADMIN,
            "Beheerder van een organisatie",
            "Nodigt collega's uit, laat hen toe tot de sleutel, en haalt hen er weer af. Beheert de eigen "
            "gegevens.",
            Right.MEMBERS,
            Right.ENTRY,
            Right.LEDGER,
        ),
        _row(
            Role.PLATFORM_ADMIN,
            "Beheerder van Wegwijzer",
            "Laat organisaties toe, en beheert de mensen die de site draaiende houden. Ziet geen bericht en "
            "geen zaak.",
            Right.ORGANISATIONS,
            Right.MEMBERS,
            Right.LEDGER,
        ),
    )
}


def allows(roles: Iterable[str], right: Right) -> bool:
    """Whether any of these roles gives the right. A role that is not known gives none."""
    return role_for(roles, right) is not None


def role_for(roles: Iterable[str], right: Right) -> Role | None:
    """The role in which somebody does this, that with the fewest rights first; None when none allows."""
    fitting = [TABLE[Role(role)] for role in roles if role in TABLE and right in TABLE[Role(role)].rights]
    return min(fitting, key=lambda row: (len(row.rights), row.role)).role if fitting else None


PLATFORM = "wegwijzer"  # the organisation that runs the site: it has no key, so nothing can be sealed to it


class BadRoles(ValueError):
    """A set of roles that nobody may have."""


def checked(roles: Iterable[str]) -> tuple[Role, ...]:
    """The roles in the order of the table. Who manages the platform has no other role, so sees no case.

    Raises `BadRoles`.
    """
    wanted = set(roles)
    if not wanted or not wanted <= set(TABLE):
        raise BadRoles
    if Role.PLATFORM_ADMIN in wanted and len(wanted) > 1:
        raise BadRoles
    return tuple(role for role in TABLE if role in wanted)
