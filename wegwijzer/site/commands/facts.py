"""`wegwijzer facts`: what is to be checked, who is asked, what is withdrawn, and what is proposed."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from smtplib import SMTPException
from typing import Any

from wegwijzer.audit.rules.chain import WORD
from wegwijzer.directory.rules import freshness
from wegwijzer.directory.rules.freshness import Fact, Line, NotWithdrawn, Owner, Withdrawn
from wegwijzer.directory.rules.proposals import COORDINATOR, FIELDS, Proposal, Refused, weigh
from wegwijzer.directory.rules.register import Register
from wegwijzer.directory.rules.stating import Entry
from wegwijzer.kernel.actor import Actor
from wegwijzer.kernel.terms import State
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE, Edition
from wegwijzer.signpost.withdrawing import Exits, Stranded
from wegwijzer.site import clock
from wegwijzer.site.commands.editions import edition_in_use, published

PROGRAM = Actor("wegwijzer", "program")
MOST_NAMED = 5  # sets of situations; the number of all is told


def register(commands: Any) -> None:
    facts = commands.add_parser("facts", help="facts, and what organisations state about themselves")
    deeds = facts.add_subparsers(dest="deed", required=True)
    _add(deeds, "due", "what is to be checked, what must be looked at first on top", run_due)
    _add(deeds, "remind", "ask owners by mail to look at their own facts", run_remind)
    withdraw = _add(deeds, "withdraw", "take a channel that is wrong off the page", run_withdraw)
    withdraw.add_argument("desk")
    withdraw.add_argument("channel", help="its kind, its value or both, such as 'phone 0800 0432'")
    withdraw.add_argument("--reason", required=True)
    withdraw.add_argument("--account", type=_name, required=True, help="who does this")
    _add(deeds, "check-links", "ask every address that is shown whether it is still there", run_check_links)
    _add(deeds, "proposals", "what waits for a second look", run_proposals)
    propose = _add(deeds, "propose", "state something for an organisation", run_propose)
    propose.add_argument("about", choices=("school", "desk"))
    propose.add_argument("id")
    propose.add_argument("field", choices=tuple(FIELDS))
    propose.add_argument("value", type=_json, help="as JSON; null takes the statement away")
    propose.add_argument("--account", type=_name, required=True, help="who asks for this")
    propose.add_argument(
        "--role", type=_name, required=True, help="what they are there, such as schoolleiding"
    )
    for name, text in (("approve", "let a proposal stand"), ("refuse", "turn a proposal down")):
        decide = _add(deeds, name, text, run_decide)
        decide.add_argument("number", type=int)
        decide.add_argument("--account", type=_name, required=True, help="the coordinator who decides")
    decide.add_argument("--reason", required=True)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"this is not JSON: {error}") from error


def _name(text: str) -> str:
    """An account or a role: the same whether written with capitals or not, and never empty."""
    name = text.strip().casefold()
    if not name:
        raise argparse.ArgumentTypeError("say who: it is kept for ever")
    if not WORD.fullmatch(name):
        raise argparse.ArgumentTypeError("an account or a role is one word, without spaces")
    return name


def _add(deeds: Any, name: str, text: str, run: Callable[[argparse.Namespace], int]) -> Any:
    parser = deeds.add_parser(name, help=text)
    parser.set_defaults(run=run)
    return parser


def _django() -> None:
    import django

    django.setup()


def _withdrawals() -> tuple[Withdrawn, ...]:
    """What editors withdrew. Without a database nothing is known of it, and that is said."""
    from django.db.utils import Error

    from wegwijzer.directory import proposal_queries

    try:
        return proposal_queries.withdrawals()
    except Error:
        print("the database does not answer: what editors withdrew is not counted", file=sys.stderr)
        return ()


def facts_of(edition: Edition, register: Register) -> list[Fact]:
    """Every fact that is shown to visitors."""
    return [
        *freshness.facts_of_desks(edition.content[SOURCE_LANGUAGE]["desk"]),
        *freshness.facts_of_statements(register.statements),
        *freshness.facts_of_sources(register.sources),
    ]


def findings(
    edition: Edition, register: Register, withdrawals: Iterable[Withdrawn], today: date
) -> Iterator[tuple[bool, str]]:
    """How fresh the facts are, for `doctor`: (in order, line). What nobody can do without comes loudest."""
    facts = facts_of(edition, register)
    count = Counter(fact.state(today) for fact in facts)
    told = ", ".join(f"{count[state]} {state}" for state in State)
    late = count[State.OVERDUE] + count[State.WITHDRAWN]
    first = min((fact.next_due for fact in facts), default=today)
    yield (
        not late,
        f"facts: {told}; the first is due on {first}{'; see: wegwijzer facts due' if late else ''}",
    )
    exits = Exits(edition, register)
    standing = exits.on(today, withdrawals)
    for desk, channel in sorted(standing.kept):
        yield False, f"past its term, and kept since somebody has no other exit: {desk} {channel}"
    gone = freshness.withdrawn_lines(exits.desks, withdrawals)
    for one in exits.without(gone)[:MOST_NAMED]:
        yield False, f"withdrawn by an editor, and this edition leans on it: {_named(one)}"


def _named(one: Stranded) -> str:
    answers = " ".join(f"{name}={value}" for name, value in one.answers.items())
    return f"{one.situations} situations, {one.detail}: wegwijzer route {answers}".rstrip()


def run_due(options: argparse.Namespace) -> int:
    """Exit 1 when something is overdue, or the schools cannot be read."""
    _django()
    edition = edition_in_use()
    if edition is None:
        return 1
    (known, problems), today = published().current(), clock.today()
    for problem in problems:
        print(f"{problem}; publish it again: wegwijzer directory publish", file=sys.stderr)
    for fact in freshness.to_check(facts_of(edition, known), today):
        print(f"{fact.state(today):<9}  {fact.next_due}  {fact.about} {fact.id}: {fact.name}")
    wrong = len(problems)
    for good, line in findings(edition, known, _withdrawals(), today):
        print(f"{'ok  ' if good else 'WRONG'} {line}")
        wrong += not good
    return 1 if wrong else 0


def run_remind(options: argparse.Namespace) -> int:
    _django()
    from wegwijzer.site import settings

    edition = edition_in_use()
    if edition is None:
        return 1
    if not settings.EMAIL_HOST:
        print("mail is off: set WEGWIJZER_EMAIL_HOST to send it", file=sys.stderr)
        return 1
    if not settings.DEFAULT_FROM_EMAIL:
        print("mail has no sender, and nobody to answer to: set WEGWIJZER_EMAIL_FROM", file=sys.stderr)
        return 1
    reached = [_asked(owner) for owner in owners(edition, published().current()[0], clock.today())]
    return 0 if all(reached) else 1


def _asked(owner: Owner) -> bool:
    """Ask one organisation, and tell so. False when its letter could not be sent."""
    from wegwijzer.directory.actions import checking

    whom = f"{owner.about} {owner.id} ({len(owner.facts)})"
    if not owner.address:
        print(f"no address, ask by hand: {whom}")
        return True
    try:
        sent = checking.remind(owner, by=PROGRAM, at=clock.now())
    except (SMTPException, OSError) as error:  # the next one may well be reached
        print(f"could not be asked: {whom}: {error}", file=sys.stderr)
        return False
    print(f"asked: {whom}" if sent else f"asked less than two weeks ago: {whom}")
    return True


def owners(edition: Edition, register: Register, today: date) -> Iterator[Owner]:
    """Each organisation with facts of its own that are to be looked at. What is gone is told and left out."""
    waiting = freshness.by_owner(freshness.to_check(facts_of(edition, register), today))
    for (about, id), facts in waiting.items():
        try:
            name = _entry(edition, register, about, id).name
        except KeyError:
            print(f"not known any more, nobody to ask: {about} {id} ({len(facts)})", file=sys.stderr)
            continue
        yield Owner(about, id, name, _address(edition, register, about, id), tuple(facts))


def _address(edition: Edition, register: Register, about: str, id: str) -> str:
    """Where an organisation is asked: what it states itself, else the mail channel of the desk."""
    stated = register.stated(about, id).get("contact")
    if stated and isinstance(stated.value, dict):
        return str(stated.value["email"])
    channels = edition.content[SOURCE_LANGUAGE]["desk"][id]["channels"] if about == "desk" else ()
    return next((str(channel["value"]) for channel in channels if channel["type"] == "mail"), "")


def _entry(edition: Edition, register: Register, about: str, id: str) -> Entry:
    """Raises `KeyError` when there is no such school or desk."""
    desks = edition.content[SOURCE_LANGUAGE]["desk"]
    if about == "school":
        school = register.by_code[id]
        return Entry("school", id, school.name, school.website, frozenset(desks))
    web = (str(one["value"]) for one in desks[id]["channels"] if one["type"] == "web")
    codes = frozenset(register.municipality_by_code)
    return Entry("desk", id, desks[id]["name"], next(web, ""), frozenset(desks), codes)


def run_withdraw(options: argparse.Namespace) -> int:
    _django()
    from wegwijzer.directory.actions import checking

    edition = edition_in_use()
    if edition is None:
        return 1
    exits = Exits(edition, published().current()[0])
    line = exits.line(options.desk, options.channel)
    if line is None:
        print(_no_such_line(exits, options.desk), file=sys.stderr)
        return 1
    by = Actor(options.account, freshness.EDITOR)
    try:
        checking.withdraw(line, options.reason, lost=_lost(exits, line), by=by, at=clock.now())
    except NotWithdrawn as error:
        print("\n".join((str(error), *error.situations)), file=sys.stderr)
        return 1
    print(f"withdrawn: {' '.join(line)}; put the right one in the pack, with the day on which you looked")
    return _publish()


def _lost(exits: Exits, line: Line) -> "Callable[[Sequence[Withdrawn]], list[str]]":
    """The situations that would lose their exit, the largest ones named and all of them counted."""

    def lost(earlier: Sequence[Withdrawn]) -> list[str]:
        found = exits.without({line}, exits.on(clock.today(), earlier).gone)
        named = [_named(one) for one in found[:MOST_NAMED]]
        total = sum(one.situations for one in found)
        return [*named, f"{total} situations in all"] if found else []

    return lost


def _no_such_line(exits: Exits, desk: str) -> str:
    if desk not in exits.desks:
        return f"no such desk: {desk}"
    names = ", ".join(freshness.channel_name(one) for one in exits.desks[desk]["channels"])
    return f"which channel of {desk}? It has: {names or 'none'}"


def _publish() -> int:
    from wegwijzer.directory.actions.publishing import publish

    publish(published(), at=clock.now())
    return 0


def run_check_links(options: argparse.Namespace) -> int:
    """Exit 1 when an address is broken; nothing is withdrawn by it."""
    from wegwijzer.directory import link_check
    from wegwijzer.site import settings

    edition = edition_in_use()
    if edition is None:
        return 1
    if not settings.CHECK_LINKS:
        print("this asks machines of others; set WEGWIJZER_CHECK_LINKS=1 to do it", file=sys.stderr)
        return 1
    answers = link_check.check(link_check.links(facts_of(edition, published().current()[0])))
    for answer in answers:
        if answer.found != link_check.Found.GOOD:
            moved = f" -> {answer.to}" if answer.to else ""
            users = ", ".join(answer.link.used_by)
            print(f"{answer.found:<7} {answer.link.url}{moved} ({answer.detail}): {users}")
    count = Counter(answer.found for answer in answers)
    print(", ".join(f"{count[found]} {found}" for found in link_check.Found))
    return 1 if count[link_check.Found.BROKEN] else 0


def run_proposals(options: argparse.Namespace) -> int:
    _django()
    from wegwijzer.directory import proposal_queries

    edition, known = edition_in_use(), published().current()[0]
    for proposal in proposal_queries.waiting():
        print(
            f"{proposal.id:>4}  {proposal.at:%Y-%m-%d}  {proposal.about} {proposal.subject}: {proposal.field}"
        )
        print(f"      by {proposal.by.account} ({proposal.by.role})")
        print(f"      {_as_json(proposal.before)}  ->  {_as_json(proposal.after)}")
        for line in _advice(edition, known, proposal):
            print(f"      {line}")
    return 0


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _advice(edition: Edition | None, known: Register, proposal: Proposal) -> tuple[str, ...]:
    try:
        entry = _entry(edition, known, proposal.about, proposal.subject) if edition else None
    except KeyError:
        entry = None
    if entry is None:
        return ("this school or desk is not known any more",)
    found = weigh(entry, proposal.field, proposal.before, proposal.after)
    return (*found.errors, *found.advice)


def run_propose(options: argparse.Namespace) -> int:
    _django()
    from wegwijzer.directory.actions import proposing

    edition = edition_in_use()
    if edition is None:
        return 1
    try:
        entry = _entry(edition, published().current()[0], options.about, options.id)
    except KeyError:
        print(f"no such {options.about}: {options.id}", file=sys.stderr)
        return 1
    by = Actor(options.account, options.role, f"{options.about}:{options.id}")
    try:
        made = proposing.propose(entry, options.field, options.value, by=by, at=clock.now())
    except Refused as error:
        print("\n".join((error.refusal.value, *error.errors)), file=sys.stderr)
        return 1
    print(f"proposal {made.id} waits for a coordinator")
    for line in weigh(entry, made.field, made.before, made.after).advice:
        print(f"  {line}")
    return 0


def run_decide(options: argparse.Namespace) -> int:
    _django()
    from wegwijzer.directory import proposal_queries
    from wegwijzer.directory.actions import proposing

    if proposal_queries.proposal(options.number) is None:
        print(f"there is no proposal {options.number}", file=sys.stderr)
        return 1
    by = Actor(options.account, COORDINATOR)
    try:
        if options.deed == "refuse":
            proposing.refuse(options.number, options.reason, by=by, at=clock.now())
            print(f"proposal {options.number} is refused, with its reason")
            return 0
        proposing.approve(options.number, by=by, at=clock.now())
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    print(f"proposal {options.number} stands")
    return _publish()
