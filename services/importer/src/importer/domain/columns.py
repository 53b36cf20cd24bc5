"""Which column of a file means what, by its name in German or English."""

import re
import unicodedata
from dataclasses import dataclass

SYNONYMS = {
    "salutation": "anrede salutation",
    "first_name": "vorname rufname firstname givenname forename",
    "last_name": "nachname name familienname zuname lastname surname familyname",
    "company_name": "firma firmenname unternehmen organisation einrichtung institution company companyname "
    "organization",
    "email": "email emailadresse mail mailadresse emailaddress epost",
    "phone": "telefon telefonnummer telefonnr tel telnr rufnummer festnetz telefonprivat phone phonenumber telephone",
    "further_phone": "mobil mobiltelefon mobilnummer mobilfunk handy handynummer mobile mobilephone cellphone "
    "telefonmobil weiteretelefonnummer weiteretelefonnummern telefongeschaeftlich telefondienstlich",
    "street": "strasse strassehausnummer strasseundhausnummer strassenr strasseundnr adresse anschrift street "
    "streetaddress address",
    "house_number": "hausnummer hausnr housenumber",
    "postal_code": "plz postleitzahl zip zipcode postalcode postcode",
    "city": "ort stadt wohnort city town",
    "country": "land staat country",
    "language": "sprache language",
    "newsletter": "newsletter newsletterabo",
    "birth_date": "geburtsdatum geburtstag geboren geborenam gebdatum birthdate birthday dateofbirth dob",
}
_FIELD_OF = {synonym: name for name, synonyms in SYNONYMS.items() for synonym in synonyms.split()}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PARTICIPANT = re.compile("teilnehmerinnen|teilnehmerin|teilnehmende|teilnehmer|participants?")
_PERSON = ("first_name", "last_name", "birth_date")


@dataclass(frozen=True)
class ParticipantColumns:
    """Where the fields of one participant are."""

    first_name: int | None = None
    last_name: int | None = None
    birth_date: int | None = None


@dataclass(frozen=True)
class Columns:
    """The meaning of a header: positions from 0. `ignored` are the names nothing is read from."""

    header: tuple[str, ...]
    positions: dict[str, int]
    further_phones: tuple[int, ...] = ()
    participants: tuple[ParticipantColumns, ...] = ()
    ignored: tuple[str, ...] = ()
    fields: tuple[str | None, ...] = ()

    def name_of(self, position: int | None) -> str | None:
        """The column's name as the file writes it."""
        return None if position is None or position >= len(self.header) else self.header[position]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFC", name).lower().translate(_UMLAUTS))


def recognised(name: str) -> str | None:
    """The field that a column name stands for; case, spaces, hyphens and umlauts do not matter."""
    plain = _plain(name)
    if plain in _FIELD_OF:
        return _FIELD_OF[plain]
    if _PARTICIPANT.search(plain):
        meant = _FIELD_OF.get(re.sub(r"\d", "", _PARTICIPANT.sub("", plain)))
        return f"participant_{meant}" if meant in _PERSON else None
    return _FIELD_OF.get(re.sub(r"\d+$", "", plain))


def understand(header: tuple[str, ...]) -> Columns:
    """What each column of the header is for.

    The first `Vorname` and `Nachname` are the customer's, every later one opens or completes a further
    participant; a date of birth belongs to the participant it follows.
    """
    positions: dict[str, int] = {}
    phones: list[int] = []
    people: list[dict[str, int]] = []
    fields: list[str | None] = []
    for position, name in enumerate(header):
        meant = recognised(name)
        explicit = meant is not None and meant.startswith("participant_")
        person = meant.removeprefix("participant_") if meant else None
        if meant == "further_phone" or (meant == "phone" and "phone" in positions):
            phones.append(position)
            meant = "further_phone"
        elif person in _PERSON and (explicit or person in positions or person == "birth_date"):
            meant = _to_participant(people, person, position, explicit)
        elif meant is not None and meant not in positions:
            positions[meant] = position
        else:
            meant = None
        fields.append(meant)
    return Columns(
        header=header,
        positions=positions,
        further_phones=tuple(phones),
        participants=tuple(ParticipantColumns(**person) for person in people),
        ignored=tuple(name for name, meant in zip(header, fields, strict=True) if meant is None and name),
        fields=tuple(fields),
    )


def _to_participant(
    people: list[dict[str, int]], field_name: str, position: int, explicit: bool
) -> str | None:
    """Gives the column to the participant it belongs to; a date of birth of nobody is ignored."""
    if field_name == "birth_date" and not people and not explicit:
        return None
    if not people or field_name in people[-1]:
        people.append({})
    people[-1][field_name] = position
    return f"participant_{len(people)}_{field_name}"
