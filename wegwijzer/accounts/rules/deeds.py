"""What the words for deeds in the ledger mean, in Dutch. A test holds the two together."""

from collections.abc import Mapping

DEEDS: Mapping[str, str] = {
    "accounts.let_in": "liet een organisatie toe",
    "accounts.invite": "nodigde iemand uit",
    "accounts.withdraw": "trok een uitnodiging in",
    "accounts.accept": "nam een uitnodiging aan",
    "accounts.accept_anew": "koos na een nieuw begin een wachtwoord",
    "accounts.change_password": "veranderde het eigen wachtwoord",
    "accounts.log_in": "logde in",
    "accounts.work_for": "ging voor de organisatie aan het werk",
    "accounts.guessed_too_often": "er werd te vaak een wachtwoord geraden",
    "accounts.asked": "vroeg om iets wat de rol niet mag",
    "accounts.first_key": "maakte de sleutel van de organisatie",
    "accounts.admit": "liet een collega toe tot de sleutel",
    "accounts.dismiss": "haalde een collega weg",
    "accounts.lock_out": "blokkeerde een account",
    "accounts.start_anew": "liet een collega opnieuw beginnen",
    "accounts.renew": "vernieuwde de sleutel van de organisatie",
    "accounts.make_kits": "maakte herstelkaarten",
    "accounts.recover": "gebruikte herstelkaarten",
    "accounts.make_box": "opende een dossier",
    "accounts.share_box": "deelde een dossier",
    "accounts.revoke_box": "stopte met delen van een dossier",
    "accounts.close_box": "sloot een dossier",
    "accounts.reopen_box": "opende een dossier opnieuw",
    "accounts.let_go": "ruimde op wat niet langer bewaard mag worden",
    "accounts.destroy_box": "vernietigde een dossier",
    "accounts.freshen_box": "gaf een dossier een nieuwe sleutel",
}
