"""Every fact has a clock: fresh, due, overdue, withdrawn. The terms stand in `kernel.terms`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from wegwijzer.directory.rules.places import Source, Statement
from wegwijzer.directory.rules.proposals import FIELDS
from wegwijzer.kernel.terms import Days, State, days

EDITOR = "editor"
HOURS_OF = "hours of "
ASK_AGAIN = timedelta(days=14)
EDITORS = "redactie"  # who checked a fact of the content pack that names no other role

Channel = Mapping[str, Any]  # one channel of a desk, as the content pack holds it
Line = tuple[str, str]  # (id of a desk, name of one of its channels)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is shown, and what it rests on.

    `about` is "desk", "school" or "source", `id` its id; `name` tells which of its facts; `kind` a key of
    `kernel.terms.TERMS`; `links` the https addresses in it.
    """

    about: str
    id: str
    name: str
    kind: str
    source: str
    evidence: str
    checked: date
    checked_by: str
    links: tuple[str, ...] = ()

    @property
    def days(self) -> Days:
        return days(self.kind, self.evidence, self.checked)

    @property
    def next_due(self) -> date:
        """The day on which somebody is to look again; it lies in the past when nobody did."""
        return self.days.due

    def state(self, today: date) -> State:
        return self.days.state(today)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An editor took a channel off the page before its term. `on` is an ISO date.

    It holds until the channel is checked again on a later day, or is changed.
    """

    desk: str
    channel: str
    reason: str
    on: str


class Obstacle(StrEnum):
    """Why an editor cannot withdraw a channel; the value says it in Dutch."""

    NOT_AN_EDITOR = "Alleen de redactie of een coördinator mag een kanaal van de pagina halen."
    NO_REASON = "Geef een reden."
    NO_EXIT_LEFT = "Dan houdt iemand geen uitgang over."
    MEANWHILE = "Intussen haalde een ander iets weg. Probeer het opnieuw."


class NotWithdrawn(Exception):
    """The channel stays. `situations`: who would be left without an exit, in words."""

    def __init__(self, obstacle: Obstacle, situations: Sequence[str] = ()) -> None:
        super().__init__(obstacle.value)
        self.obstacle, self.situations = obstacle, tuple(situations)


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation with the facts about itself that are to be looked at; `address` "" when not known."""

    about: str
    id: str
    name: str
    address: str
    facts: tuple[Fact, ...]


def channel_name(channel: Channel) -> str:
    """What tells a channel from the others of its desk, such as "phone 0800 0432"."""
    return f"{channel['type']} {channel['value']}"


def with_stated(channels: Sequence[Channel], stated: Statement | None) -> list[Channel]:
    """The channels of the pack and those that a desk stated; of the same channel the newer fact stays.

    What is stated keeps what the pack knows besides, and whom it is for: so no statement takes a number away
    from somebody. It carries a mark, `stated`: its cost and its way for
    deaf people are its own, not the words of the pack.
    """
    if stated is None or not isinstance(stated.value, list):
        return list(channels)
    own: dict[str, Channel] = {channel_name(item): item for item in stated.value}
    facts = {"stated": True, "evidence": stated.evidence, "source": stated.source, "checked": stated.checked}
    found: list[Channel] = []
    for channel in channels:
        item = own.get(channel_name(channel))
        if item is not None and channel["checked"] > stated.checked:
            own.pop(channel_name(channel))
        elif item is not None:
            found.append(_confirmed(channel, own.pop(channel_name(channel))) | facts)
            continue
        found.append(channel)
    return [*found, *({**item, **facts} for item in own.values())]


def _confirmed(channel: Channel, stated: Channel) -> dict[str, Any]:
    """What a desk states about a channel of the pack. For which municipalities it is, only the pack says."""
    kept = {key: channel[key] for key in ("anonymous", "for", "municipalities") if key in channel}
    return {key: value for key, value in stated.items() if key != "municipalities"} | kept


def closed_until(stated: Statement | None, today: date) -> str:
    """The last day (ISO) of the closure that a desk stated and that holds today; "" when it is not closed."""
    closures = stated.value if stated and isinstance(stated.value, list) else ()
    day = today.isoformat()
    return max((one["until"] for one in closures if one["from"] <= day <= one["until"]), default="")


def facts_of_desks(desks: Mapping[str, Mapping[str, Any]]) -> Iterator[Fact]:
    """The channels in the content pack. Opening hours are a fact of their own: they change sooner."""
    for id, desk in desks.items():
        for channel in desk["channels"]:
            yield _of_channel(id, channel, channel_name(channel), channel["type"])
            if channel.get("open") or channel.get("hours"):
                yield _of_channel(id, channel, HOURS_OF + channel_name(channel), "hours")


def _of_channel(id: str, channel: Channel, name: str, kind: str) -> Fact:
    return Fact(
        "desk",
        id,
        name,
        kind,
        channel["source"],
        channel["evidence"],
        date.fromisoformat(channel["checked"]),
        channel.get("checked_by", EDITORS),
        _links(channel["value"]) if kind != "hours" else (),
    )


def facts_of_statements(statements: Iterable[Statement]) -> Iterator[Fact]:
    """What schools and desks state about themselves. A field that is not known here is left out."""
    for one in statements:
        if one.field in FIELDS:
            yield Fact(
                one.about,
                one.id,
                one.field,
                FIELDS[one.field].kind,
                one.source,
                one.evidence,
                date.fromisoformat(one.checked),
                one.checked_by,
                _links(one.value),
            )


def facts_of_sources(sources: Iterable[Source]) -> Iterator[Fact]:
    """The files that were imported; what is made up does not grow old."""
    for one in sources:
        if not one.made_up:
            yield Fact("source", one.id, one.name, "file", one.name, "A", date.fromisoformat(one.stand), "")


def _links(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value.startswith("https://") else ()
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return tuple(link for item in inside for link in _links(item))


def by_owner(facts: Iterable[Fact]) -> dict[tuple[str, str], list[Fact]]:
    """Facts by the school or desk that they are about. Imported files belong to nobody who can be asked."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.about != "source":
            found.setdefault((fact.about, fact.id), []).append(fact)
    return found


def to_check(facts: Iterable[Fact], today: date) -> list[Fact]:
    """Those that are due, overdue or withdrawn; what must be looked at first comes first."""
    waiting = [fact for fact in facts if fact.state(today) != State.FRESH]
    return sorted(waiting, key=lambda fact: (fact.days.withdrawn, fact.about, fact.id, fact.name))


@dataclass(frozen=True, slots=True)
class Shown:
    """A channel as a page shows it: `place` in the list of the pack, and how fresh it and its hours are.

    Hours that are WITHDRAWN are left out; the channel itself may stay.
    """

    place: int
    state: State
    hours: State


def shown(
    channels: Sequence[Channel],
    today: date,
    gone: AbstractSet[str] = frozenset(),
    kept: AbstractSet[str] = frozenset(),
) -> list[Shown]:
    """The channels that a page shows today: fresh ones first, overdue ones below, else in their order.

    `gone`: names that an editor withdrew. `kept`: names whose term is over and that somebody cannot do
    without; they count as overdue. Raises `ValueError` for a date that does not exist.
    """
    found = []
    for place, channel in enumerate(channels):
        name = channel_name(channel)
        state = _state(channel, channel["type"], today)
        if state == State.WITHDRAWN and name in kept:
            state = State.OVERDUE
        if state != State.WITHDRAWN and name not in gone:
            found.append(Shown(place, state, _state(channel, "hours", today)))
    return sorted(found, key=lambda one: one.state == State.OVERDUE)


def _state(channel: Channel, kind: str, today: date) -> State:
    return days(kind, channel["evidence"], date.fromisoformat(channel["checked"])).state(today)


def statement_state(statement: Statement, today: date) -> State:
    """How fresh a statement is; one of a field that is not known any more counts as withdrawn."""
    return next((fact.state(today) for fact in facts_of_statements([statement])), State.WITHDRAWN)


def source_state(source: Source, today: date) -> State:
    """How fresh an imported file is; what is made up does not grow old."""
    return next((fact.state(today) for fact in facts_of_sources([source])), State.FRESH)


def expired(desks: Mapping[str, Mapping[str, Any]], today: date) -> list[Line]:
    """The channels whose term is over, oldest first."""
    found = [
        (fact.days.withdrawn, (fact.id, fact.name))
        for fact in facts_of_desks(desks)
        if fact.kind != "hours" and fact.state(today) == State.WITHDRAWN
    ]
    return [line for _, line in sorted(found)]


def withdrawn_lines(
    desks: Mapping[str, Mapping[str, Any]], withdrawals: Iterable[Withdrawn]
) -> frozenset[Line]:
    """The channels that an editor withdrew and that were not checked again since."""
    until: dict[Line, str] = {}
    for one in withdrawals:
        line = (one.desk, one.channel)
        until[line] = max(one.on, until.get(line, ""))
    return frozenset(
        (id, channel_name(channel))
        for id, desk in desks.items()
        for channel in desk["channels"]
        if channel["checked"] <= until.get((id, channel_name(channel)), "")
    )
