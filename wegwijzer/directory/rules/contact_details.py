"""Addresses and numbers that may be published: those of a function, never those of a person."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

# Providers where anybody has an address. An organisation has one of its own.
FREE_MAIL = frozenset(
    (
        *(
            "gmail",
            "googlemail",
            "hotmail",
            "outlook",
            "live",
            "msn",
            "yahoo",
            "ymail",
            "icloud",
            "me",
            "mac",
        ),
        *("proton", "protonmail", "pm", "gmx", "mail", "aol", "zoho", "tutanota", "yandex", "fastmail"),
        *("ziggo", "kpnmail", "kpnplanet", "planet", "hetnet", "home", "xs4all", "chello", "upcmail"),
        *("casema", "quicknet", "telfort", "tele2", "zeelandnet", "caiway", "solcon", "freedom", "online"),
    )
)
# Words of which an address of a function is made, as schools and organisations write them.
WHOLE_WORDS = frozenset(
    (
        *(
            "info",
            "mail",
            "post",
            "vp",
            "vcp",
            "evp",
            "ivp",
            "apc",
            "ib",
            "ap",
            "mt",
            "mr",
            "gmr",
            "de",
            "het",
        ),
        *(
            "en",
            "van",
            "po",
            "vo",
            "so",
            "vso",
            "sbo",
            "obs",
            "cbs",
            "rkbs",
            "pcb",
            "bs",
            "ksg",
            "csg",
            "vraag",
        ),
        *("intern", "extern", "interne", "externe", "onderbouw", "bovenbouw", "hulp", "team", "balie"),
        "anti",
    )
)
# What these are about, and with what they are put together: ouder and raad, schoolveiligheid and coordinator.
# Whole pieces, for zorg and ouder are in surnames too: Zorgdrager, Oudersluys.
SUBJECTS = frozenset(
    (
        *("vertrouwen", "vertrouwens", "pest", "pesten", "antipest", "antipesten", "contact", "klacht"),
        *("klachten", "school", "scholen", "directie", "administratie", "secretariaat"),
        *("office", "zorg", "veilig", "veiligheid", "veiligheids", "meld", "melden", "melding", "meldingen"),
        *("anoniem", "begeleider", "begeleiders", "begeleiding", "begeleidings", "ondersteuner"),
        *("ondersteuning", "ondersteunings", "bestuur", "bestuurs", "receptie", "communicatie", "service"),
        *("advies", "privacy", "leerling", "leerlingen", "ouder", "ouders", "college", "lyceum", "chat"),
    )
)
ADDITIONS = frozenset(
    (
        *("persoon", "personen", "team", "teams", "raad", "punt", "lijn", "loket", "balie", "desk", "bureau"),
        *("groep", "commissie", "vereniging", "coordinator", "coordinatoren", "coordinatie", "functionaris"),
        *("medewerker", "consulent", "adviseur", "secretaris", "leiding", "zaken", "beleid", "regeling"),
        *("procedure", "code", "formulier", "gids", "coach", "aandacht", "betrokkenheid", "participatie"),
        *(
            "maatschappelijk",
            "werk",
            "werker",
            "intern",
            "interne",
            "extern",
            "externe",
            "sociaal",
            "sociale",
        ),
        *("onderbouw", "bovenbouw", "front", "back", "opschool", "vanbestuur", "hulp", "vragen"),
    )
)
_PERSON = re.compile(
    r"\b(?:"
    r"(?i:mevr|mevrouw|mw|dhr|meneer|de heer|juf|meester|drs|ir)\b"
    # in capitals MR. is a council; and streets and schools are named after the learned
    r"|(?:[Mm]r|(?i:ing|ds|dr|prof))\.(?!\s*(?:(?:\w\.|van|der?|den|ten|ter)\s*)*\w{5,}"
    r"(?:straat|laan|weg|plein|school|college|lyceum)\b)"
    r")"
)
_MAIL = re.compile(r"([a-z0-9]+(?:[._+-][a-z0-9]+)*)@((?:[a-z0-9-]+\.)+[a-z]{2,})")
# Without the first zero or +31: region and subscriber nine digits in all, and the numbers of organisations.
_LANDLINE = re.compile(r"(?:[1-57]\d|8[58])\d{7}")
_SERVICE = re.compile(r"800(?:\d{4}|\d{7})|900(?:\d{4}|\d{7})")
_SHORT = re.compile(r"11[23]|116\d{3}|14\d{3,4}|1400")
_MOBILE = re.compile(r"6\d{8}|97\d{7,}")


def phone_errors(text: str, *, service: bool) -> list[str]:
    """What is wrong with a Dutch telephone number; `service`: whether 0800, 0900 and short numbers are fine.

    Numbers as in the Dutch numbering plan (Nummerplan telefoon- en ISDN-diensten).
    """
    if not re.fullmatch(r"\+?[\d\s()-]{3,20}", text):
        return [f"'{text}' is geen telefoonnummer."]
    digits = re.sub(r"[^\d+]", "", text.replace("(0)", ""))
    if service and _SHORT.fullmatch(digits):
        return []
    found = re.fullmatch(r"(?:\+31|0031|0)(\d+)", digits)
    own = found[1] if found else ""
    if _MOBILE.fullmatch(own):
        return [f"{text} is een mobiel nummer. Geef het nummer van de organisatie."]
    if _LANDLINE.fullmatch(own) or (service and _SERVICE.fullmatch(own)):
        return []
    return [f"'{text}' is geen Nederlands telefoonnummer van een organisatie."]


def mail_errors(text: str, name: str) -> list[str]:
    """What is wrong with a mail address; `name`: of the school or organisation, for it may stand in it."""
    found = _MAIL.fullmatch(text.lower())
    if not found or len(text) > 120:
        return [f"'{text}' is geen e-mailadres."]
    local, domain = found[1], found[2]
    if _provider(domain) in FREE_MAIL:
        return [
            f"{text} is van een gratis of particuliere aanbieder. Geef een adres van de organisatie zelf."
        ]
    own = {*words_of(name), *words_of(domain.rsplit(".", 1)[0])}
    strange = [word for word in re.split(r"[._+-]", local) if not _of_a_function(word, own)]
    if strange:
        return [
            f"{text} lijkt het adres van een persoon. "
            "Geef een adres van de functie, zoals vertrouwenspersoon@ of info@."
        ]
    return []


def _provider(domain: str) -> str:
    """The name that a domain was registered under, such as yahoo in yahoo.co.uk."""
    *labels, _ = domain.split(".")
    return labels[-2] if labels[-1] in ("co", "com") and len(labels) > 1 else labels[-1]


def words_of(text: str) -> list[str]:
    """The words of a name in small letters, and those that follow each other as one: de, bij, debij."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    ends = range(1, len(words) + 1)
    return ["".join(words[start:end]) for end in ends for start in range(end)]


def _of_a_function(word: str, own: set[str]) -> bool:
    if word.isdigit() or word in WHOLE_WORDS or word in own:
        return True
    pieces = SUBJECTS | ADDITIONS | {one for one in own if len(one) > 2}
    about = any(subject in word for subject in SUBJECTS)
    return about and _made_of(word.rstrip("0123456789"), pieces)


def _made_of(word: str, pieces: Collection[str]) -> bool:
    """Whether a word is pieces put together, and nothing else."""
    ends = {0}
    for start in range(len(word)):
        if start in ends:
            ends |= {start + len(piece) for piece in pieces if word.startswith(piece, start)}
    return len(word) in ends


def same_house(mail: str, website: str) -> bool:
    """Whether an address is of the domain of this website."""
    house = (urlsplit(website if "//" in website else f"//{website}").hostname or "").removeprefix("www.")
    domain = mail.rsplit("@", 1)[-1].lower()
    return bool(house) and (domain == house or domain.endswith(f".{house}") or house.endswith(f".{domain}"))


def link_errors(text: str) -> list[str]:
    """What is wrong with an address of a page."""
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return [f"'{text}' is geen webadres."]
    if parts.scheme != "https":
        return [f"'{text}' moet beginnen met https://."]
    plain = re.fullmatch(r"https://\S{1,290}", text) and "@" not in parts.netloc and port is None
    if not plain or not _is_public(host):
        return [f"'{text}' is geen openbaar webadres."]
    return []


def _is_public(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
        return False
    except ValueError:
        inside = host.endswith((".local", ".localhost", ".internal", ".lan", ".home", ".arpa"))
        return bool(re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+", host)) and not inside


def text_errors(text: str, most: int) -> list[str]:
    """What is wrong with a short text that is shown: it holds no person, number or address."""
    if not text.strip() or len(text) > most:
        return [f"Schrijf een korte tekst, hooguit {most} tekens."]
    if re.search(r"@|https?:|www\.|\d{6,}|<|[\x00-\x1f]", text):
        return ["Zet in een tekst geen adressen of nummers; daar zijn eigen velden voor."]
    if _PERSON.search(text):
        return ["Noem geen naam van een persoon, maar de functie."]
    return []
