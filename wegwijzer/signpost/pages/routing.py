"""From an address to a page. Every address has one answer, and no address has an error."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from wegwijzer.signpost.names import short_names
from wegwijzer.signpost.pages import browse, desks, questions, results, rights, schools
from wegwijzer.signpost.pages.frame import Addresses, Frame, Installation, Page, Redirect
from wegwijzer.signpost.rules.code import BrokenCode, decode
from wegwijzer.signpost.rules.edition import Edition, school_in
from wegwijzer.signpost.rules.facets import AUDIENCES, FACETS_BY_NUMBER

Answer = Page | Redirect
Drawing = Callable[[str], str]  # an address in, the QR code of it as SVG out

TEXTS = {
    "gegevens": "gegevens",
    "toegankelijkheid": "toegankelijkheid",
    "over": "colofon",
    "helpdesk": "helpdesk",
    "vast": "escalatie",
}
LONGEST_PATH = 200
OURS = re.compile(r"[A-Za-z0-9 -]+")  # a space, for a code as it was written down


def page_at(
    edition: Edition,
    installation: Installation,
    path: str,
    draw_qr: Drawing = lambda address: "",
    moment: datetime | None = None,
) -> Answer:
    """The page at a path such as "/en/w/R55K-EREA/". An unknown path gives the friendly 404.

    With a `moment`, in Dutch time, it says what is open now.
    """
    language, parts = _split(edition, path)
    frame = Frame(edition, language, installation, Addresses(edition, language), moment)
    if len(path) > LONGEST_PATH or parts is None:
        return browse.not_found_page(frame)
    if language not in edition.languages:
        return browse.emergency_page(frame)
    if not path.endswith("/"):
        return Redirect(frame.addresses.at("/".join(parts)))
    return _find(frame, parts, draw_qr) or browse.not_found_page(frame)


def _split(edition: Edition, path: str) -> tuple[str, list[str] | None]:
    """Language and the parts behind it; no parts when one holds a character that no address of ours has."""
    parts = [part for part in path.split("/") if part]
    if not all(OURS.fullmatch(part) for part in parts):
        return edition.languages[0], None
    if parts and parts[0] in edition.languages[1:]:
        return parts[0], parts[1:]
    if parts and parts[0] in edition.emergency_languages:
        return (parts[0], parts[1:]) if parts[1:] in (["nood"], []) else ("nl", None)
    return edition.languages[0], parts


def _find(frame: Frame, parts: list[str], draw_qr: Drawing) -> Answer | None:
    if not parts:
        return browse.home_page(frame)
    head, rest = parts[0], parts[1:]
    if head == "w":
        return _on_the_way(frame, rest, draw_qr)
    if head == "rechten":
        return _rights(frame, rest)
    if head in ("o", "l", "r") and rest:
        return _named(frame, head, rest)
    return _plain(frame, head) if not rest else None


def _plain(frame: Frame, head: str) -> Answer | None:
    makers: dict[str, Callable[[Frame], Page]] = {
        "onderwerpen": browse.topics_page,
        "organisaties": desks.desks_page,
        "nood": browse.emergency_page,
        "code": browse.code_page,
    }
    if head in makers:
        return makers[head](frame)
    if head == "zoeken":  # the answer to a form; whoever opens its address gets the form
        return Redirect(frame.addresses.at(""))
    if head in TEXTS:
        return browse.text_page(frame, TEXTS[head], head, "helpdesk" if head == "helpdesk" else "")
    return None


def _rights(frame: Frame, rest: list[str]) -> Page | None:
    audience, sector = (*rest, "", "")[:2]
    audience = audience or "ouder"
    if len(rest) > 2 or audience not in AUDIENCES or sector not in ("", *rights.SECTORS):
        return None
    return rights.rights_page(frame, audience, sector, "/".join(("rechten", *rest)))


def _named(frame: Frame, head: str, rest: list[str]) -> Page | None:
    kind = {"o": "topic", "l": "desk", "r": "right"}[head]
    id = short_names(kind, tuple(frame.edition.content["nl"][kind])).get(rest[0].upper())
    path = "/".join((head, *rest))
    if id is None:
        return None
    if kind == "right":
        served = frame.edition.words("right", id, "nl")["audiences"]
        audience, sector = (*rest[1:], "", "")[:2]
        if len(rest) > 3 or audience not in ("", *served) or sector not in ("", *rights.SECTORS):
            return None
        return rights.right_page(frame, id, audience, sector, path)
    if kind == "topic":
        audience = (*rest[1:], "")[0]
        known = len(rest) < 3 and audience in ("", *frame.edition.words("topic", id, "nl")["for"])
        return browse.topic_page(frame, id, audience, path) if known else None
    return desks.desk_page(frame, id, path) if len(rest) == 1 else None


def _on_the_way(frame: Frame, rest: list[str], draw_qr: Drawing) -> Answer | None:
    if not rest:
        return questions.question_page(frame, {}, "audience", "w")
    try:
        frame, answers = at_code(frame, rest[0])
        old = len(answers) + bool(school_in(rest[0])) < len(decode(rest[0]))
    except BrokenCode:
        return None
    if not answers:
        return questions.question_page(frame, {}, "audience", "w", old)
    canonical = frame.addresses.code(answers)
    path = "/".join(("w", canonical, *rest[1:]))
    if rest[0] != canonical and not old:
        return Redirect(frame.addresses.at(path), for_good=frame.addresses.school == school_in(rest[0]))
    return _with_answers(frame, answers, rest[1:], path, old, draw_qr)


def at_code(frame: Frame, text: str) -> tuple[Frame, dict[str, str]]:
    """The answers in a code, and the frame with the school in it. Raises `BrokenCode`.

    A school that is gone, with nothing in its place, is left out.
    """
    answers, code = frame.edition.answers(text), school_in(text)
    school = frame.installation.register.school(code) if code else None
    return replace(frame, addresses=replace(frame.addresses, school=school.code if school else "")), answers


def _with_answers(
    frame: Frame, answers: Mapping[str, str], deed: list[str], path: str, old: bool, draw_qr: Drawing
) -> Answer | None:
    if not deed:
        facet = frame.edition.next_question(answers)
        if facet:
            return questions.question_page(frame, answers, facet, path, old)
        return _result(frame, answers, path, draw_qr)
    if deed == ["route"]:
        return _result(frame, answers, path, draw_qr)
    if deed == ["school"] and not frame.installation.static:
        return schools.school_page(frame, answers)
    if deed == ["uitleg"]:
        return browse.leave_page(frame, answers, path)
    if (
        len(deed) == 1
        and deed[0].isascii()
        and deed[0].isdigit()
        and 1 <= int(deed[0]) <= len(FACETS_BY_NUMBER)
    ):
        return questions.question_page(frame, answers, FACETS_BY_NUMBER[int(deed[0]) - 1], path)
    return None


def _result(frame: Frame, answers: Mapping[str, str], path: str, draw_qr: Drawing) -> Page:
    qr = draw_qr(frame.installation.url + frame.addresses.go_on(answers))
    return results.result_page(frame, answers, frame.edition.route(answers), path, qr)
