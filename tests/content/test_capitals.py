"""Names that registers write in capitals, as people write them."""

import pytest

from wegwijzer.directory.readers.capitals import in_readable_case, place_name, place_or_municipality

PLACES = """
AMSTERDAM = Amsterdam
BERGEN OP ZOOM = Bergen op Zoom
CAPELLE AAN DEN IJSSEL = Capelle aan den IJssel
NIEUWERKERK AD IJSSEL = Nieuwerkerk aan den IJssel
IJSSELSTEIN = IJsselstein
RIJSWIJK ZH = Rijswijk (ZH)
S GRAVENHAGE = 's-Gravenhage
'S-GRAVENHAGE = 's-Gravenhage
S-HERTOGENBOSCH = 's-Hertogenbosch
'S GRAVENMOER = 's Gravenmoer
'S-HEER ARENDSKERKE = 's-Heer Arendskerke
DEN HAAG = Den Haag
DEN BURG = Den Burg
'T HARDE = 't Harde
'T LOO OLDEBROEK = 't Loo Oldebroek
STAD AAN 'T HARINGVLIET = Stad aan 't Haringvliet
ALTEVEER GEM NOORDENVELD = Alteveer
SPAARNDAM GEM. HAARLEM = Spaarndam
Spaarndam gem. Haarlem = Spaarndam
2E EXLOERMOND = 2e Exloërmond
SINT ODILIENBERG = Sint Odiliënberg
ST.-ANNAPAROCHIE = St.-Annaparochie
SUDWEST-FRYSLAN = Súdwest-Fryslân
DE FRYSKE MARREN = De Fryske Marren
NOARDEAST-FRYSLAN = Noardeast-Fryslân
DAMWALD = Damwâld
NUENEN CA = Nuenen c.a.
BLESKENSGRAAF CA = Bleskensgraaf c.a.
HENGELO GLD = Hengelo (Gld)
Rijswijk (GLD) = Rijswijk (Gld)
Haren Gn = Haren (Gn)
BERGEN LB = Bergen (L)
WEHE-DEN HOORN = Wehe-den Hoorn
REUSEL-DE MIERDEN = Reusel-De Mierden
HEI- EN BOEICOP = Hei- en Boeicop
OOST WEST EN MIDDELBEERS = Oost West en Middelbeers
URK = Urk
EDE = Ede
Nij Beets = Nij Beets
"""

SCHOOLS = """
OBS DE REGENBOOG = OBS De Regenboog
DE ROOS = De Roos
RKBS SINT JOZEF = RKBS Sint Jozef
PCBO 'T TALENT = PCBO 't Talent
CBS PWA = CBS PWA
RS 10 = RS 10
BS JPS = BS JPS
IKC ZIEZO! = IKC Ziezo!
ISK FABELSTAD = ISK Fabelstad
A.S.V. = A.S.V.
UN-RDC-ISK = UN-RDC-ISK
SBO IJSVOGEL = SBO IJsvogel
BASISSCHOOL OP DE HOEK = Basisschool op de Hoek
MFA HET DORP = MFA Het Dorp
Openbare Basisschool DE Boom = Openbare Basisschool DE Boom
"""


def table(text):
    return [tuple(line.split(" = ")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("written", "read"), table(PLACES))
def test_a_place_is_written_as_people_write_it(written, read):
    assert place_name(written) == read


@pytest.mark.parametrize("read", [read for _, read in table(PLACES)])
def test_a_readable_place_stays_as_it_is(read):
    assert place_name(read) == read


@pytest.mark.parametrize(("written", "read"), table(SCHOOLS))
def test_a_school_keeps_its_abbreviations(written, read):
    assert in_readable_case(written, of_school=True) == read


def test_spaces_are_one_and_none_is_left_over():
    assert in_readable_case("  DE   BILT ") == "De Bilt"
    assert in_readable_case(" ") == ""


def test_without_a_place_the_municipality_is_named_as_such():
    assert place_or_municipality("", "S GRAVENHAGE") == "gemeente 's-Gravenhage"
    assert place_or_municipality("", " ") == ""
