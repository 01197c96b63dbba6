"""Why a change of who holds which key is refused, in Dutch."""

from enum import StrEnum

MOST_KITS = 16  # SLIP-39 has no more in a group
LEAST_NEEDED = 2  # one kit alone would be a master key in a drawer


class Refusal(StrEnum):
    """What the person who asked is told."""

    NOT_YOURS = "Dit hoort bij een andere organisatie, of uw rol mag dit niet."
    NO_SUCH_ROLES = "Deze rollen gaan niet samen, of bestaan niet."
    UNKNOWN = "Dit is hier niet bekend."
    USED = "Deze uitnodiging is al gebruikt, ingetrokken of verlopen."
    TAKEN = "Er is al een account met dit e-mailadres. Log eerst in en open dan de uitnodiging."
    OTHER_PERSON = "Deze uitnodiging is voor iemand anders."
    ALREADY = "Deze persoon kan al bij de sleutel van de organisatie."
    NO_MEMBER = "Deze persoon hoort niet bij de organisatie."
    NO_KEY = "Deze persoon heeft nog geen eigen sleutel."
    DOES_NOT_OPEN = "Dit wachtwoord klopt niet."
    NOT_ADMITTED = "U bent nog niet toegelaten tot de sleutel van deze organisatie."
    NOT_OPEN = "Dit is niet met uw organisatie gedeeld."
    NOBODY_LEFT = "Dan kan geen enkele organisatie het nog lezen."
    NEVER_A_KEY = "De organisatie die de site beheert krijgt geen sleutel, want zij leest niets."
    NO_SUCH_CODE = "Bij deze code hoort geen gesprek. Kijk of alle woorden kloppen."
    TOO_MANY_CODES = "Er worden nu te veel codes geprobeerd. Wacht een minuut en probeer het opnieuw."
    RUNS_THE_SITE = "Deze persoon beheert ook de site. Een andere beheerder van de site moet dit doen."
    HAS_KEY = "De organisatie heeft al een sleutel."
    BAD_KITS = "Kies 2 tot 16 delen, waarvan er minstens 2 nodig zijn."
    WRONG_KITS = "Met deze delen gaat het niet: er ontbreekt er een, of er staat een fout woord in."
    NO_KITS = "Voor deze organisatie zijn geen herstelkaarten gemaakt."


class Refused(Exception):
    """A deed is not done; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
