"""What every page stands in.

An edition, a language, the addresses around it, and what the installation adds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wegwijzer.directory.rules.places import School
from wegwijzer.directory.rules.register import EMPTY, Register
from wegwijzer.signpost.facts import Facts
from wegwijzer.signpost.names import opaque
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import FACETS_BY_NUMBER
from wegwijzer.signpost.withdrawing import Standing


@dataclass(frozen=True)
class Installation:
    """What differs between installations.

    Addresses of the built files, where "Snel weg" leads, the public address, and the schools that are known.
    """

    css: str
    js: str
    ask_js: str
    school_js: str
    icon: str
    exit_to: str
    url: str
    static: bool = False  # written out as files: no server behind it, so no forms
    register: Register = EMPTY
    standing: Standing = field(default_factory=Standing)  # which channels are withdrawn today


@dataclass(frozen=True)
class Page:
    """A template with what it shows.

    `status` is that of the answer; `language` chooses the words of the interface.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str = "nl"
    status: int = 200


@dataclass(frozen=True)
class Redirect:
    """Another address for the same thing; relative to this site. `for_good`: it will always be that one."""

    to: str
    for_good: bool = True


@dataclass(frozen=True)
class Addresses:
    """Every address of the site in one language. No word of a topic stands in any of them.

    `school` is the code of the school that was chosen; it goes along in every code.
    """

    edition: Edition
    language: str
    school: str = ""

    @property
    def root(self) -> str:
        return "/" if self.language == "nl" else f"/{self.language}/"

    def at(self, path: str) -> str:
        """An address by its path in this language; "" is the home page."""
        return f"{self.root}{path}/" if path else self.root

    def code(self, answers: Mapping[str, str]) -> str:
        """The answers and the school as one code."""
        return self.edition.code(answers, self.school)

    def go_on(self, answers: Mapping[str, str]) -> str:
        """Where these answers lead: the next question, or the route."""
        return self.at(f"w/{self.code(answers)}") if answers else self.at("w")

    def question(self, answers: Mapping[str, str], facet: str) -> str:
        """The question about this facet, with the answers kept."""
        number = FACETS_BY_NUMBER.index(facet) + 1
        return self.at(f"w/{self.code(answers)}/{number}") if answers else self.at("w")

    def route(self, answers: Mapping[str, str]) -> str:
        """The route for what is known so far."""
        return self.at(f"w/{self.code(answers)}/route")

    def find_school(self, answers: Mapping[str, str]) -> str:
        """Where a school is looked up, with the answers kept."""
        return self.at(f"w/{self.code(answers)}/school")

    def leave_first(self, answers: Mapping[str, str]) -> str:
        """The page that explains the leave button, once, on the way to these answers."""
        return self.at(f"w/{self.code(answers)}/uitleg")

    def topic(self, id: str, audience: str = "") -> str:
        return self.at("/".join(part for part in (f"o/{opaque('topic', id)}", audience) if part))

    def desk(self, id: str) -> str:
        return self.at(f"l/{opaque('desk', id)}")

    def right(self, id: str, audience: str = "", sector: str = "") -> str:
        return self.at("/".join(part for part in (f"r/{opaque('right', id)}", audience, sector) if part))

    def rights(self, audience: str = "ouder", sector: str = "") -> str:
        return self.at("/".join(part for part in ("rechten", audience, sector) if part))


@dataclass(frozen=True)
class Frame:
    """One page being made: the edition, the language, the addresses and the installation."""

    edition: Edition
    language: str
    installation: Installation
    addresses: Addresses
    moment: datetime | None = None  # in Dutch time; None for pages that are kept for long
    today: date = date.min  # what pages without a moment count the age of facts from

    @property
    def facts(self) -> Facts:
        """What may be told about desks on this day."""
        today = self.moment.date() if self.moment else self.today
        return Facts(self.edition, self.installation.register, today, self.installation.standing)

    @property
    def school(self) -> School | None:
        """The school that was chosen, or the one that took its place."""
        return self.installation.register.school(self.addresses.school) if self.addresses.school else None

    @property
    def municipality(self) -> str:
        """The code of the municipality of the school that was chosen; "" when it is not known."""
        around = self.installation.register.around(self.school) if self.school else None
        return around.municipality.code if around and around.municipality else ""

    def site(self, path: str, section: str = "", direction: str = "ltr", reader: str = "") -> dict[str, Any]:
        """What base.html reads.

        `path` is that of this page, so that other languages lead to the same page.
        """
        at = self.addresses.at
        return {
            "lang": self.language,
            "dir": direction,
            "css": self.installation.css,
            "js": self.installation.js,
            "ask_js": "" if self.installation.static else self.installation.ask_js,
            "school_js": self.installation.school_js,
            "icon": self.installation.icon,
            "home": at(""),
            "ask": "" if self.installation.static else f"{at('')}#woorden",
            "topics": at("onderwerpen"),
            "desks": at("organisaties"),
            "rights": self.addresses.rights(reader or "ouder"),
            "helpdesk": at("helpdesk"),
            "emergency": at("nood"),
            "code": "" if self.installation.static else at("code"),
            "data": at("gegevens"),
            "accessibility": at("toegankelijkheid"),
            "about": at("over"),
            "other_languages": self._others(path),
            "exit": "/weg",
            "exit_to": self.installation.exit_to,
            "edition_number": self.edition.number,
            "edition_date": self.date(self.edition.checked_between[0]),
            "section": section,
            "static": self.installation.static,
        }

    def _others(self, path: str) -> list[tuple[str, str, str]]:
        return [
            (code, self._own_name(code), Addresses(self.edition, code).at(path))
            for code in self.edition.languages
            if code != self.language
        ]

    def _own_name(self, language: str) -> str:
        return str(self.edition.words("text", "nood", language)["language_name"])

    def date(self, iso: str) -> str:
        """A day in words, such as "23 november 2026"; what is no full date stays as it is."""
        return date_in_words(iso, self.language)


def date_in_words(iso: str, language: str) -> str:
    """A day, or a month, in words of a language; anything else comes back as it is."""
    from babel.dates import format_date

    try:
        if len(iso) == len("2015-08"):
            return format_date(date.fromisoformat(f"{iso}-01"), "MMMM y", locale=language)
        return format_date(date.fromisoformat(iso), "d MMMM y", locale=language)
    except ValueError:
        return iso
