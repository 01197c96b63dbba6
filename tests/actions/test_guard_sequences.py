"""Who can open what after any sequence of changes: the tables against a model of plain sets.

The model knows people, organisations and boxes as sets, and nothing of keys. Beside it stands a thief for
each person: every private key that this person ever held, and the whole database of now.
"""

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.guards import (
    PASSWORD,
    VISITOR,
    Text,
    Thief,
    a_box,
    admin,
    anew,
    founded,
    invited,
    membership,
    new_code,
    newcomer,
    reads,
    worker,
    written,
)
from tests.actions.people import AT
from wegwijzer.accounts import queries
from wegwijzer.accounts.actions import boxes, guard, joining, recovery
from wegwijzer.accounts.models import Account, Organisation
from wegwijzer.accounts.queries import Opened
from wegwijzer.accounts.rules.guard import Refused
from wegwijzer.vault.return_code import ReturnCode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

PEOPLE, PLACES = 4, 2  # the first person of each organisation founds it


@dataclass
class World:
    organisations: list[Organisation]
    opened: dict[int, Opened]
    members: list[set[int]]  # of each organisation
    admitted: list[set[int]]
    due: list[bool]
    kits: list[list[str]]
    knows: list[set[int]]  # who may have the key of now in mind
    thieves: dict[int, Thief] = field(default_factory=dict)
    seen: dict[int, dict[tuple[UUID, int], bytes]] = field(default_factory=dict)
    shared: dict[UUID, set[int]] = field(default_factory=dict)
    codes: dict[UUID, ReturnCode] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    accounts: dict[int, UUID] = field(default_factory=dict)

    def member_who_knows(self, person: int, box: UUID) -> bool:
        """Somebody whose password is lost may still have the key of their own organisation in mind."""
        return any(person in self.members[place] & self.knows[place] for place in self.shared[box])

    def may(self, person: int, box: UUID) -> bool:
        return any(person in self.admitted[place] for place in self.shared[box])

    def guards(self, place: int) -> Opened | None:
        return next((self.opened[one] for one in sorted(self.admitted[place])), None)


def world() -> World:
    made = [founded("desk:a", "een"), founded("desk:b", "twee")]
    opened = {place: opened for place, (_, opened) in enumerate(made)}
    found = World(
        [of for of, _ in made], opened, [{0}, {1}], [{0}, {1}], [False, False], [[], []], [{0}, {1}]
    )
    found.accounts = {person: one.account for person, one in opened.items()}
    found.thieves = {person: Thief() for person in range(PEOPLE)}
    found.seen = {person: {} for person in range(PEOPLE)}
    return found


def remember(now: World) -> None:
    """What people can see, they may keep."""
    for person, opened in now.opened.items():
        now.thieves[person].privates.add(opened.private)
        for place, of in enumerate(now.organisations):
            if person not in now.admitted[place]:
                continue
            now.thieves[person].privates.add(queries.organisation_private(opened, of.id)[1])
            for box in (one for one, readers in now.shared.items() if place in readers):
                keys = queries.keys_for_organisation(box, of.id, opened)
                now.seen[person] |= {(box, version): key for version, key in keys.by_version.items()}


def check(now: World) -> None:
    for person, opened in now.opened.items():
        for place, of in enumerate(now.organisations):
            for box, readers in now.shared.items():
                may = person in now.admitted[place] and place in readers
                assert may == reads_all(now, box, partial(queries.keys_for_organisation, box, of.id, opened))
    for box, code in now.codes.items():
        assert reads_all(now, box, partial(queries.keys_for_code, box, code)) == (box in now.shared)
    for person, thief in now.thieves.items():
        for box, _ in thief.reach():
            waiting = any(now.due[place] for place in now.shared[box])
            fine = now.may(person, box) or now.member_who_knows(person, box)
            assert fine or waiting, "a kept key opens what it may not"


def reads_all(now: World, box: UUID, opening) -> bool:
    """Whether it opens; then it opens everything that is in it."""
    try:
        keys = opening()
    except Refused:
        return False
    assert all(reads(keys, text) for text in now.texts if text.box == box)
    return True


def attempt(allowed: bool, deed) -> bool:
    """A deed goes through when the model allows it, and else it is refused."""
    if allowed:
        deed()
        return True
    with pytest.raises(Refused):
        deed()
    return False


def join(now: World, person: int, place: int, number: int) -> None:
    of = now.organisations[place]
    if person in now.members[place]:
        return
    if person not in now.accounts:
        account, now.opened[person] = newcomer(of, f"mens{person}")
        now.accounts[person] = account.id
    else:
        name = Account.objects.get(pk=now.accounts[person]).email.split("@")[0]
        joining.accept_also(invited(of, name), now.accounts[person], by=VISITOR, at=AT)
    now.members[place].add(person)


def admit(now: World, person: int, place: int, number: int) -> None:
    if person not in now.members[place] or not (by := now.guards(place)):
        return
    of = now.organisations[place]
    free = person in now.opened and person not in now.admitted[place]
    if attempt(free, lambda: guard.admit(membership(now.accounts[person], of), by, by=admin(of), at=AT)):
        now.admitted[place].add(person)
        now.knows[place].add(person)


def dismiss(now: World, person: int, place: int, number: int) -> None:
    if person not in now.members[place]:
        return
    of = now.organisations[place]
    guard.dismiss(membership(now.accounts[person], of), by=admin(of), at=AT)
    now.members[place].discard(person)
    now.due[place] |= person in now.knows[place]
    now.admitted[place].discard(person)


def lock_out(now: World, person: int, place: int, number: int) -> None:
    if person not in now.members[place]:
        return
    of = now.organisations[place]
    guard.lock_out(membership(now.accounts[person], of), by=admin(of), at=AT)
    now.opened.pop(person, None)
    for one in range(PLACES):
        now.due[one] |= person in now.knows[one] & now.members[one]
        now.admitted[one].discard(person)


def start_anew(now: World, person: int, place: int, number: int) -> None:
    if person not in now.members[place]:
        return
    of = now.organisations[place]
    anew(membership(now.accounts[person], of), PASSWORD, admin(of))
    now.opened[person] = queries.open_member(now.accounts[person], PASSWORD)
    for one in range(PLACES):
        now.admitted[one].discard(person)


def renew(now: World, person: int, place: int, number: int) -> None:
    if person not in now.opened:
        return
    of, opened = now.organisations[place], now.opened[person]
    if attempt(person in now.admitted[place], lambda: guard.renew(of.id, opened, by=worker(of), at=AT)):
        now.due[place] = False
        now.knows[place] = set(now.admitted[place])


def kits(now: World, person: int, place: int, number: int) -> None:
    if person in now.admitted[place]:
        of = now.organisations[place]
        now.kits[place] = recovery.make_kits(of.id, now.opened[person], 2, 3, by=admin(of), at=AT)


def recover(now: World, person: int, place: int, number: int) -> None:
    if person not in now.opened:
        return
    of, words = now.organisations[place], now.kits[place][number : number + 2]
    free = person in now.members[place] and person not in now.admitted[place] and len(words) == 2
    opened = now.opened[person]
    if attempt(free, lambda: recovery.recover(of.id, words, opened, by=admin(of), at=AT)):
        now.admitted[place].add(person)
        now.knows[place].add(person)


def box(now: World, person: int, place: int, number: int) -> None:
    places = {place} if number else {0, 1}
    code = new_code()
    keys = a_box(*(now.organisations[one] for one in places), code=code)
    now.shared[keys.box], now.codes[keys.box] = set(places), code


def a_box_of(now: World, number: int) -> UUID | None:
    return list(now.shared)[number % len(now.shared)] if now.shared else None


def share(now: World, person: int, place: int, number: int) -> None:
    if person not in now.opened or not (one := a_box_of(now, number)):
        return
    of, to, opened = now.organisations[place], now.organisations[1 - place], now.opened[person]
    free = person in now.admitted[place] and place in now.shared[one]
    if attempt(free, lambda: boxes.share(one, to.id, opened, of.id, by=worker(of), at=AT)):
        now.shared[one].add(1 - place)


def revoke(now: World, person: int, place: int, number: int) -> None:
    if one := a_box_of(now, number):
        of = now.organisations[place]
        free = place in now.shared[one] and len(now.shared[one]) > 1
        if attempt(free, lambda: boxes.revoke(one, of.id, by=VISITOR, at=AT)):
            now.shared[one].discard(place)


def write(now: World, person: int, place: int, number: int) -> None:
    one = a_box_of(now, number)
    if not one or person not in now.admitted[place] or place not in now.shared[one]:
        return
    of, opened = now.organisations[place], now.opened[person]
    version = boxes.freshened(one, by=worker(of), at=AT)
    keys = queries.keys_for_organisation(one, of.id, opened)
    now.texts.append(written(one, keys, version, f"tekst {len(now.texts)}".encode()))
    if any(now.due[reader] for reader in now.shared[one]):
        return
    for other in range(PEOPLE):
        knows = keys.by_version[version] in now.seen[other].values()
        fine = now.may(other, one) or now.member_who_knows(other, one)
        assert not knows or fine, "a text is written under a key that is known outside"


def destroy(now: World, person: int, place: int, number: int) -> None:
    if one := a_box_of(now, number):
        boxes.destroy(one, by=VISITOR, at=AT)
        del now.shared[one]


DEEDS = (join, admit, dismiss, lock_out, start_anew, renew, kits, recover, box, share, revoke, write, destroy)
steps = st.lists(
    st.tuples(
        st.sampled_from(DEEDS), st.integers(0, PEOPLE - 1), st.integers(0, PLACES - 1), st.integers(0, 2)
    ),
    min_size=6,
    max_size=30,
)


@settings(max_examples=60)
@given(steps)
def test_after_any_sequence_those_who_may_can_read_and_nobody_else(done):
    with transaction.atomic():
        now = world()
        for deed, person, place, number in done:
            deed(now, person, place, number)
            remember(now)
            check(now)
        transaction.set_rollback(True)
