"""What to say about a value that a field may not hold, in both languages."""

from pydantic_core import PydanticCustomError

from chassis.http.problems import FieldError, Problem, invalid, invalid_fields
from customers.domain.errors import FieldRejected

TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("Diese Angabe fehlt.", "This is required."),
    "too_long": ("Höchstens {limit} Zeichen.", "At most {limit} characters."),
    "too_many": ("Höchstens {limit} Einträge.", "At most {limit} entries."),
    "unreadable": (
        "Der Text enthält unsichtbare Steuerzeichen. Bitte neu eintippen statt einfügen.",
        "The text contains invisible control characters. Please type it instead of pasting it.",
    ),
    "email": ("Das ist keine gültige E-Mail-Adresse.", "This is no valid e-mail address."),
    "phone": (
        "Das ist keine gültige Telefonnummer. Beispiel: 0171 1234567 oder +43 1 234567.",
        "This is no valid phone number. Example: 0171 1234567 or +43 1 234567.",
    ),
    "country": (
        "Bitte als Länderkürzel mit zwei Buchstaben angeben, zum Beispiel DE.",
        "Please give the country's two-letter code, for example DE.",
    ),
    "language": ("Erlaubt sind: de, en.", "Allowed are: de, en."),
    "birth_date": (
        "Das Geburtsdatum liegt in der Zukunft oder vor 1900.",
        "The date of birth is in the future or before 1900.",
    ),
    "discount": (
        "Bitte eine Zahl von 0 bis 100 mit höchstens zwei Nachkommastellen.",
        "Please give a number from 0 to 100 with at most two decimals.",
    ),
    "name_missing": ("Nachname oder Firma wird gebraucht.", "A last name or a company name is needed."),
    "unknown_group": (
        "Diese Gruppe gibt es nicht (mehr). Bitte die Auswahl neu laden.",
        "There is no such group (any more). Please reload the choice.",
    ),
    "iban": (
        "Die IBAN stimmt nicht. Bitte Ziffer für Ziffer vergleichen.",
        "The IBAN is wrong. Please compare each digit.",
    ),
    "bic": ("Die BIC stimmt nicht.", "The BIC is wrong."),
    "bank_details_unavailable": (
        "Bankdaten werden hier nicht gespeichert: Es ist kein Schlüssel eingerichtet (BANK_DATA_KEYS).",
        "Bank details cannot be kept here: no key is set up (BANK_DATA_KEYS).",
    ),
    "password_too_weak": (
        "Das Passwort ist zu leicht zu erraten. Bitte mindestens {least} Zeichen, am besten mehrere Wörter.",
        "The password is too easy to guess. Please choose {least} characters or more, best several words.",
    ),
    "merge_into_itself": (
        "Ein Kunde kann nicht mit sich selbst zusammengeführt werden.",
        "A customer cannot be merged into itself.",
    ),
    "unknown_customer": ("Diesen Kunden gibt es nicht.", "There is no such customer."),
    "unknown_choice": (
        "Dieses Feld steht nicht zur Wahl. Erlaubt sind: {allowed}.",
        "This field cannot be chosen. Allowed are: {allowed}.",
    ),
    "too_many_hits": (
        "Das sind mehr als {limit} Kunden. Bitte die Suche oder die Filter enger fassen.",
        "These are more than {limit} customers. Please narrow the search or the filters.",
    ),
    "consent_before_withdrawal": (
        "Der Kunde hat den Newsletter am {day:%d.%m.%Y} abbestellt. Diese Einwilligung ist nicht von danach und gilt "
        "deshalb nicht mehr.",
        "The customer unsubscribed on {day:%Y-%m-%d}. This consent is not from after that, so it is void.",
    ),
    "consent_in_future": (
        "Die Einwilligung kann nicht in der Zukunft liegen.",
        "The consent cannot be in the future.",
    ),
    "evidence_without_consent": (
        "Ein Nachweis gehört zu einer Einwilligung; newsletter ist aber false.",
        "Evidence belongs to a consent, but newsletter is false.",
    ),
}


def rejected_value(rejected: FieldRejected) -> PydanticCustomError:
    """To raise in a validator, which knows the field itself."""
    german, english = TEXTS[rejected.code]
    return invalid(rejected.code, german.format(**rejected.limits), english.format(**rejected.limits))


def rejected_field(rejected: FieldRejected) -> Problem:
    """The 422 for a rule that looked at more than the one value."""
    german, english = TEXTS[rejected.code]
    return invalid_fields(
        FieldError(
            rejected.field or "body",
            rejected.code,
            german.format(**rejected.limits),
            english.format(**rejected.limits),
        )
    )
