"""Words as people write them: names of schools, places and streets, brought to one spelling."""

import re
import unicodedata

LONGEST_WORD = 30

# Words that say little of which school: they count for next to nothing, and are never guessed at.
_LITTLE = """
    a aan ad als bij d da daar dat de den der des deze die dit een en ga gaat het hier ik in is it la le les
    met mij mijn n naar no of om ons onze op s t te ten ter the tot um van voor wat welke zit zoek zoekt
    buurt dochter gem gemeente kind kinderen loc locatie nabij naast onderwijs school scholen skoalle
    stichting vestiging zoon brin postcode com http https nl org www
"""
LITTLE = frozenset(_LITTLE.split())

# What a word says of the kind of school, with how much of it that is. The first is what it says in a name.
_SAYS: dict[str, dict[str, float]] = {
    "openbaar openbare openb iepenbiere": {"openbaar": 1},
    "obs ods": {"openbaar": 0.7, "basis": 0.3},
    "katholiek katholieke rk rooms kath": {"katholiek": 1},
    "rkbs kbs rkb": {"katholiek": 0.7, "basis": 0.3},
    "christelijk christelijke chr protestants prot pc kristlike": {"christelijk": 1},
    "cbs pcbs pcb cns pcbo": {"christelijk": 0.7, "basis": 0.3},
    "gereformeerd gereformeerde geref reformatorisch reformatorische": {"gereformeerd": 1},
    "gbs": {"gereformeerd": 0.7, "basis": 0.3},
    "islamitisch islamitische moslim": {"islamitisch": 1},
    "hindoe": {"hindoe": 1},
    "joods joodse": {"joods": 1},
    "basis basisschool basisonderwijs basissch basisskoalle bs lagere kleuterschool primair": {"basis": 1},
    "kindcentrum kindercentrum kc ikc": {"kindcentrum": 0.5, "basis": 0.5},
    "speciaal speciale": {"speciaal": 1},
    "sbo sbao": {"sbo": 0.8, "speciaal": 0.2},
    "so": {"so": 0.8, "speciaal": 0.2},
    "vso": {"vso": 0.8, "speciaal": 0.2},
    "middelbare middelbaar vo brugklas": {"vo": 1},
    "voortgezet": {"vo": 0.6, "vso": 0.4},
    "scholengemeenschap scholengroep sgm sg osg csg rsg gsg ksg rksg": {"vo": 1},
    "college": {"college": 0.5, "vo": 0.5},
    "lyceum lyc": {"lyceum": 0.5, "vo": 0.5},
    "gymnasium gymn gym": {"gymnasium": 0.6, "vo": 0.4},
    "vmbo vbo lwoo": {"vmbo": 0.5, "vo": 0.5},
    "mavo": {"mavo": 0.5, "vo": 0.5},
    "havo": {"havo": 0.5, "vo": 0.5},
    "vwo atheneum ath": {"vwo": 0.5, "vo": 0.5},
    "praktijk pro": {"praktijk": 0.6, "vo": 0.4},
}
KIND_WORDS: dict[str, dict[str, float]] = {
    word: says for words, says in _SAYS.items() for word in words.split()
}

# One spelling for what is written in several ways.
_ONE_SPELLING = {
    word: one
    for one, words in {
        "st": "sint sinte santa sancta",
        "dr": "doctor dokter",
        "prof": "professor",
        "burg": "burgemeester burgem",
        "kon": "koningin",
        "ds": "dominee",
        "mgr": "monseigneur",
        "mr": "meester",
        "past": "pastoor",
        "straat": "str strjitte",
        "gravenhage": "denhaag haag sgravenhage",
        "hertogenbosch": "denbosch shertogenbosch",
        "amsterdam": "adam",
        "rotterdam": "rdam",
        "leeuwarden": "ljouwert",
        "sneek": "snits",
        "heerenveen": "hearrenfean",
        "bolsward": "boalsert",
        "franeker": "frjentsjer",
        "harlingen": "harns",
        "basisschool": "basischool bassischool bassisschool",
        "school": "skool scool schol",
    }.items()
    for word in words.split()
}
_ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde"
_ONE_SPELLING |= {word: f"{number}e" for number, word in enumerate(_ORDINALS.split(), 1)}
_TWO_AS_ONE = {
    ("den", "haag"): "gravenhage",
    ("the", "hague"): "gravenhage",
    ("den", "bosch"): "hertogenbosch",
}

# A last part that is a word of its own in other spellings of the same name.
_LAST_PARTS = (
    "basisschool",
    "school",
    "skoalle",
    "scholen",
    "college",
    "lyceum",
    "gymnasium",
    "kindcentrum",
    "centrum",
    "onderwijs",
)
_LAST_PART = re.compile(rf"(.{{3,}}?)({'|'.join(_LAST_PARTS)})")
_ORDINAL = re.compile(r"(\d{1,2})(?:e|de|ste)")
_STREET = re.compile(r"(.{3,})str")
_APOSTROPHES = re.compile("['\u2018\u2019\u201b`\u00b4]")
_WORD = re.compile(r"[a-z0-9]+")
_WITHOUT_PARTS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"})


def fold(text: str) -> str:
    """Small letters without accents or apostrophes."""
    small = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_PARTS))
    return _APOSTROPHES.sub("", "".join(letter for letter in small if not unicodedata.combining(letter)))


def words(folded: str) -> list[str]:
    """The words of a folded text, in one spelling; "regenboogschool" gives two, and "r.k." one."""
    found: list[str] = []
    for word in _initials_joined(_WORD.findall(folded)):
        two = (found[-1], word) if found else None
        if two in _TWO_AS_ONE:
            found[-1] = _TWO_AS_ONE[two]
            continue
        found += _parts(_one_spelling(word[:LONGEST_WORD]))
    return found


def _initials_joined(found: list[str]) -> list[str]:
    joined: list[str] = []
    open_run = False
    for word in found:
        letter = len(word) == 1 and word.isalpha()
        if letter and open_run:
            joined[-1] += word
        else:
            joined.append(word)
        open_run = letter
    return joined


def _one_spelling(word: str) -> str:
    if ordinal := _ORDINAL.fullmatch(word):
        return f"{ordinal[1]}e"
    if street := _STREET.fullmatch(word):
        return f"{street[1]}straat"
    return _ONE_SPELLING.get(word, word)


def _parts(word: str) -> list[str]:
    if word in KIND_WORDS or word in LITTLE or not (parts := _LAST_PART.fullmatch(word)):
        return [word]
    return [_one_spelling(parts[1]), parts[2]]


def is_last_part(word: str) -> bool:
    """Whether people write it now as a word of its own, now fast to the word before it."""
    return word in _LAST_PARTS


# How it sounds: what children, and people in a hurry, write for one another.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("chr", "kr"),
        ("sch", "sg"),
        ("ch", "g"),
        ("ck", "k"),
        ("ij|ei|ey|ie|y", "i"),
        ("auw|ouw|au", "ou"),
        ("ph", "f"),
        ("th|dt", "t"),
        ("qu", "kw"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("z", "s"),
        ("v", "f"),
        ("d$", "t"),
        ("b$", "p"),
        (r"(.)\1+", r"\1"),
    )
]


def sound(word: str) -> str:
    """What words that sound the same have in common: "jozef" and "josef", "leiden" and "lijden"."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word
