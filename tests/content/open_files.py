"""Made-up files in the forms of others, to read and to import."""

LOCATION = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;"
    "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;"
    "INTERNETADRES;STRAATNAAM CORRESPONDENTIEADRES"
)
BOARD = (
    "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;"
    "GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES"
)
PUPILS = (
    "BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;PLAATSNAAM;GEMEENTENUMMER;"
    "GEMEENTENAAM;PROVINCIE;AANTAL LEERLINGEN"
)


def location(code="99AA00", name="Verzonnen School", **other):
    """A row of the register of locations, as DUO writes it."""
    cells = {
        "province": "Drenthe",
        "board": "99901",
        "street": "Bedachtelaan",
        "number": "1-A",
        "postcode": "0001 AA",
        "place": "VERZONNENDORP",
        "municipality": "9990",
        "municipality_name": "S GRAVENVERZIN",
        "denomination": "Openbaar",
        "phone": "0201234567",
        "website": "www.verzonnen.example",
    } | other
    order = ("street", "number", "postcode", "place", "municipality", "municipality_name", "denomination")
    middle = ";".join(cells[name] for name in order)
    return (
        f"{cells['province']};{cells['board']};{code[:4]};{code};{name};{middle};{cells['phone']};"
        f"{cells['website']};Postbus"
    )


def as_duo(header, *rows):
    """The bytes of such a file: semicolons, CRLF, Windows-1252."""
    return ("\r\n".join([header, *rows]) + "\r\n").encode("cp1252")
