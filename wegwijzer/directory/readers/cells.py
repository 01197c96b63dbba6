"""One cell of a file of others: what it says, or why it cannot be so. "" for what is missing. Pure."""

import re

from wegwijzer.directory.rules.places import SCHOOL_CODE

LONGEST = 200  # characters of a web address

_POSTCODE = re.compile(r"[0-9]{4}[A-Z]{2}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?")
# What DUO calls the kinds, in capitals.
KINDS = {
    "BO": "bo",
    "BASISSCHOOL": "bo",
    "SBO": "sbo",
    "SBAO": "sbo",
    "SPEC. BO": "sbo",
    "SO": "so",
    "VSO": "vso",
    "SO/VSO": "so_vso",
    "SOVSO": "so_vso",
    "(V)SO": "so_vso",
    "SO_VSO": "so_vso",
    "VO": "vo",
}


class BadCell(ValueError):
    """What the cell holds cannot be so; in plain words."""


def school_code(brin: str, location: str) -> str:
    """BRIN and location, such as 16BA and 16BA00; older files give the location as two digits."""
    code = (brin + location if len(location) == 2 else location).upper()
    if not SCHOOL_CODE.fullmatch(code):
        raise BadCell(f'"{code}" is no code of a school location, such as 16BA00')
    return code


def kind(text: str) -> str:
    found = KINDS.get(text.upper().replace(" / ", "/"))
    if not found:
        raise BadCell(f'"{text}" is no kind of school that is known here')
    return found


def board_number(text: str) -> str:
    """Five digits; "0" in front is kept."""
    if text and not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise BadCell(f'"{text}" is no number of a board, of five digits')
    return text.zfill(5) if text else ""


def municipality_code(text: str) -> str:
    """The four digits of Statistics Netherlands; some files leave out the zeros in front."""
    if text and not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise BadCell(f'"{text}" is no number of a municipality, of four digits')
    return text.zfill(4) if text else ""


def pc4(text: str) -> str:
    """The four digits of a postcode."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise BadCell(f'"{text}" is not the four digits of a postcode')
    return text


def partnership_code(text: str) -> str:
    """Such as PO2707."""
    if text and not re.fullmatch(r"(PO|VO)\d{4}", text, re.ASCII):
        raise BadCell(f'"{text}" is no code of a partnership, such as PO2707')
    return text


def postcode(text: str) -> str:
    """ "9431 MK" is 9431MK."""
    packed = text.replace(" ", "").upper()
    if packed and not _POSTCODE.fullmatch(packed):
        raise BadCell(f'"{text}" is no postcode, such as 1234 AB')
    return packed


def phone(text: str) -> str:
    """Ten digits beginning with 0. A mobile number may be that of a person, so it is left out."""
    digits = re.sub(r"[ ()\-.]", "", text)
    if digits.startswith("+31"):
        digits = "0" + digits[3:]
    if not digits or digits.startswith("06"):
        return ""
    if not re.fullmatch(r"0[1-9]\d{8}|0[89]00\d{4,7}", digits, re.ASCII):
        raise BadCell(f'"{text}" is no phone number of ten digits')
    return digits


def website(text: str) -> str:
    """With its scheme: "WWW.School.nl/" is https://www.school.nl."""
    if not text:
        return ""
    scheme, found, rest = text.partition("://")
    scheme, rest = (scheme.lower(), rest) if found else ("https", text)
    host, slash, path = rest.strip("/").partition("/")
    host = host.lower().rstrip(".")
    address = f"{scheme}://{host}{slash}{path}"
    good = scheme in ("http", "https") and _HOST.fullmatch(host) and not re.search(r'[\s<>"@\\]', path)
    if not good or len(address) > LONGEST:
        raise BadCell(f'"{text[:60]}" is no web address')
    return address


def whole(text: str) -> int | None:
    """A number of people, 0 or more; DUO hides small ones as "<5"."""
    if not text or text.startswith("<"):
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadCell(f'"{text}" is no number of pupils')
    return int(text)


def latitude(text: str) -> float | None:
    return _degrees(text, 50.5, 53.8)


def longitude(text: str) -> float | None:
    return _degrees(text, 3.2, 7.3)


def _degrees(text: str, least: float, most: float) -> float | None:
    """Degrees (WGS84) within the Netherlands, to a metre."""
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        raise BadCell(f'"{text}" is no number of degrees') from None
    if not least <= degrees <= most:
        raise BadCell(f"{text} degrees lies outside the Netherlands")
    return round(degrees, 5)
