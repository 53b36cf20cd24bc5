"""What is wrong with a row, and in German what to do about it."""

from dataclasses import dataclass

MESSAGES = {
    "email_missing": "Die E-Mail-Adresse fehlt. Bitte eintragen; für Kunden ohne E-Mail die Platzhalter-Adresse "
    "verwenden.",
    "email_invalid": "Das ist keine gültige E-Mail-Adresse. Bitte die Schreibweise prüfen.",
    "email_repeated": "Diese E-Mail-Adresse steht schon in Zeile {row}. Bitte eine der beiden Zeilen löschen oder "
    "ihre Adresse ändern.",
    "email_taken": "Diese E-Mail-Adresse gehört schon einem Kunden. Bitte den vorhandenen Kunden bearbeiten und die "
    "Zeile löschen.",
    "name_missing": "Es fehlt ein Nachname oder eine Firma. Bitte eines von beiden eintragen.",
    "postal_code_invalid": "Für {country} hat die Postleitzahl {digits} Ziffern. Bitte korrigieren.",
    "postal_code_zero_lost": "Der Postleitzahl fehlt eine Ziffer. Ist die führende Null verloren gegangen? Bitte die "
    "Spalte als Text formatieren und {suggestion} eintragen; bei einer Adresse im Ausland das Land angeben.",
    "phone_invalid": "Das ist keine mögliche Telefonnummer. Bitte mit Vorwahl eintragen, zum Beispiel 030 23125000.",
    "too_many_phones": "Es sind höchstens {limit} weitere Telefonnummern möglich. Bitte die übrigen löschen.",
    "country_unknown": "Dieses Land ist nicht bekannt. Bitte den deutschen Namen oder das Kürzel wie DE, AT oder CH "
    "eintragen.",
    "language_unknown": "Diese Sprache gibt es hier nicht. Bitte Deutsch oder Englisch eintragen oder leer lassen.",
    "newsletter_unclear": "Bitte ja oder nein eintragen oder leer lassen.",
    "birth_date_invalid": "Bitte das Geburtsdatum als TT.MM.JJJJ eintragen, nicht vor 1900 und nicht in der Zukunft.",
    "participant_name_missing": "Ein Teilnehmer braucht Vor- und Nachnamen. Bitte ergänzen oder seine Felder leeren.",
    "too_long": "Höchstens {limit} Zeichen sind möglich. Bitte kürzen.",
    "unreadable": "Das Feld enthält unsichtbare Steuerzeichen. Bitte neu eintippen.",
    "too_many_fields": "Die Zeile hat mehr Felder als die Kopfzeile. Enthält ein Feld das Trennzeichen, muss es in "
    "Anführungszeichen stehen.",
}


@dataclass(frozen=True)
class Finding:
    """One reason why a row is not imported. `column` is named as in the file; `code` is stable."""

    column: str | None
    value: str | None
    code: str
    message: str


def finding(code: str, column: str | None = None, value: str | None = None, **facts: object) -> Finding:
    """The finding of this code with its message filled in."""
    return Finding(column, value, code, MESSAGES[code].format(**facts))
