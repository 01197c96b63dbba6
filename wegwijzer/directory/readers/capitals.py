"""Names that registers write in capitals, as people write them. Pure."""

import re

# Words inside a name that take no capital, unless they come first.
SMALL = {
    "aan", "bij", "de", "den", "der", "en", "het", "in", "of", "op", "over", "te", "ten", "ter", "tot", "van",
    "voor",
}  # fmt: skip
ARTICLES = {"DE", "DEN", "HET", "'T"}
SHORT = 4  # letters of a word that may be an abbreviation in the name of a school
# Longer ones, and those that stay what they are in the name of a place too.
ABBREVIATIONS = {"ISK", "MAVO", "MFA", "OBS", "PCBO", "PRO", "RKBS", "SBO", "VMBO", "VSO", "ZMLK", "ZMOK"}
TITLES = {"BURG", "DR", "DRS", "IR", "JHR", "MGR", "MR", "PROF", "ST", "STG"}
# What capitals lose: letters with a mark, and shortened names. Spelled as in the register of addresses (BAG).
SPELLED = {
    "ALDWALD": "Aldwâld",
    "BABYLONIENBROEK": "Babyloniënbroek",
    "BROEKSTERWALD": "Broeksterwâld",
    "DAMWALD": "Damwâld",
    "EARNEWALD": "Earnewâld",
    "EXLOERMOND": "Exloërmond",
    "EXLOERVEEN": "Exloërveen",
    "FEANWALDEN": "Feanwâlden",
    "FRYSLAN": "Fryslân",
    "GOENGA": "Goënga",
    "JONKERSLAN": "Jonkerslân",
    "MARIENBERG": "Mariënberg",
    "MARIENHEEM": "Mariënheem",
    "MARIENVELDE": "Mariënvelde",
    "MUNEIN": "Mûnein",
    "ODILIENBERG": "Odiliënberg",
    "OHE": "Ohé",
    "REAHUS": "Reahûs",
    "SUDWEST": "Súdwest",
    "SUWALD": "Suwâld",
    "WALTERSWALD": "Wâlterswâld",
}
WHOLE = {
    "DEN HAAG": "Den Haag",
    "WESTERHAAR-VRIEZENV WIJK": "Westerhaar-Vriezenveensewijk",
    "'S GRAVENMOER": "'s Gravenmoer",
    "REUSEL-DE MIERDEN": "Reusel-De Mierden",
    "HEI- EN BOEICOP": "Hei- en Boeicop",
    "NUENEN CA": "Nuenen c.a.",
}
# Provinces behind a place of which there are more: as DUO writes them, and as people do.
PROVINCES = {
    "DR": "Dr", "FR": "Fr", "GLD": "Gld", "GN": "Gn", "GR": "Gn", "L": "L", "LB": "L", "NB": "NB", "NH": "NH",
    "OV": "Ov", "UT": "Ut", "ZH": "ZH", "ZLD": "Zld",
}  # fmt: skip

_PROVINCE = re.compile(r"(?i) \(?(" + "|".join(PROVINCES) + r")\)?$")
_OF_MUNICIPALITY = re.compile(r"(?i) gem\.? .+$")
_ORDINAL = re.compile(r"(\d+)(E|STE|DE)")
_LOST_APOSTROPHE = re.compile(r"^'?S[- ](?=(?:GRAVE|HEE|HERTOGEN)[A-Z]+)")
_VOWEL = re.compile(r"[AEIOUY\d]")


def in_readable_case(text: str, *, of_school: bool = False) -> str:
    """A name in capitals as people write it. A name that has a small letter already is left as it is.

    `of_school`: the name of a school or board, where a short word is an abbreviation, unless an article
    stands before it: "CBS PWA" stays, "DE ROOS" is De Roos.
    """
    text = " ".join(text.split())
    if text in WHOLE:
        return WHOLE[text]
    if any(letter.islower() for letter in text):
        return text
    found: list[str] = []
    before = ""
    for word in _LOST_APOSTROPHE.sub("'S-", text).split():
        short = of_school and before not in ARTICLES and _short(word)
        starts = not found or (of_school and found[-1] == before)
        found.append(word if short else _word(word, first=starts))
        before = word
    return " ".join(found)


def _short(word: str) -> bool:
    if word in ARTICLES or word in TITLES or word == "SINT" or word.lower() in SMALL:
        return False
    return all(len(part) <= SHORT for part in word.replace(".", "").split("-"))


def _word(word: str, *, first: bool) -> str:
    bare = word.strip('.,!?()"')
    if word.startswith("'S-"):
        return "'s-" + _parts(word[3:], first=True)
    if word in ("'S", "'T", "'N"):
        return word.lower()
    if bare in TITLES:
        return word.capitalize()
    if bare in ABBREVIATIONS or not _VOWEL.search(bare):
        return word
    if found := _ORDINAL.fullmatch(bare):
        return word.replace(found[0], found[1] + found[2].lower())
    return _parts(word, first=first)


def _parts(word: str, *, first: bool) -> str:
    return "-".join(_part(part, first=first and index == 0) for index, part in enumerate(word.split("-")))


def _part(part: str, *, first: bool) -> str:
    if part in SPELLED:
        return SPELLED[part]
    if part.lower() in SMALL and not first:
        return part.lower()
    if part.startswith("IJ"):
        return "IJ" + part[2:].lower()
    lower = part.lower()
    for index, letter in enumerate(lower):
        if letter.isalpha():
            return lower[:index] + letter.upper() + lower[index + 1 :]
    return part


def place_name(text: str) -> str:
    """A place or municipality: "ALTEVEER GEM NOORDENVELD" is Alteveer, "HENGELO GLD" is Hengelo (Gld)."""
    text = _OF_MUNICIPALITY.sub("", " ".join(text.split()))
    behind = ""
    if found := _PROVINCE.search(text):
        text, behind = text[: found.start()], f" ({PROVINCES[found[1].upper()]})"
    if text.upper().endswith(" CA") and text not in WHOLE:
        text, behind = text[:-3], " c.a."
    return in_readable_case(text.replace(" AD ", " AAN DEN ")) + behind


def place_or_municipality(place: str, municipality: str) -> str:
    """The place, else "gemeente Voorst"; "" when neither is told."""
    return place_name(place) or (f"gemeente {place_name(municipality)}" if municipality.strip() else "")
