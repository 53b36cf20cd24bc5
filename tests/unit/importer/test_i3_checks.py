"""I3: every row is checked before anything is written."""

from datetime import date

import pytest

from importer.adapters.contacts import LibraryContactRules
from importer.domain.checks import CheckedRow, RowChecker
from importer.domain.columns import understand
from importer.domain.customer import Participant
from importer.domain.emails import EmailHasher, PlaceholderEmails

HEADER = (
    *(
        "Vorname",
        "Nachname",
        "Firma",
        "E-Mail",
        "Telefon",
        "Mobil",
        "Straße",
        "PLZ",
        "Ort",
        "Land",
        "Sprache",
    ),
    *("Newsletter", "Vorname", "Nachname", "Geburtsdatum"),
)


def check(**values: str) -> CheckedRow:
    """A row that is fine but for `values`; names of columns with `_` for what identifiers cannot hold."""
    fields = dict.fromkeys(range(len(HEADER)), "") | {1: "Weiß", 3: "anna@example.org"}
    places = {"child": 12, "child_surname": 13, "born": 14, "email": 3, "mobile": 5, "street": 6}
    for name, value in values.items():
        fields[places.get(name, HEADER.index(name) if name in HEADER else -1)] = value
    checker = RowChecker(understand(HEADER), LibraryContactRules(), date(2026, 11, 24))
    return checker.check(2, [fields[place] for place in range(len(HEADER))])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"email": ""}, "email_missing"),
        ({"email": "anna@@example"}, "email_invalid"),
        ({"Nachname": ""}, "name_missing"),
        ({"PLZ": "1067"}, "postal_code_zero_lost"),
        ({"PLZ": "1011X"}, "postal_code_invalid"),
        ({"PLZ": "80331", "Land": "Österreich"}, "postal_code_invalid"),
        ({"Land": "Takatukaland"}, "country_unknown"),
        ({"Telefon": "nach 18 Uhr"}, "phone_invalid"),
        ({"Newsletter": "vielleicht"}, "newsletter_unclear"),
        ({"Sprache": "Klingonisch"}, "language_unknown"),
        ({"child": "Mia", "born": "31.02.2017"}, "birth_date_invalid"),
        ({"child": "Mia", "born": "01.01.2999"}, "birth_date_invalid"),
        ({"child_surname": "Weiß"}, "participant_name_missing"),
        ({"Nachname": "x" * 101}, "too_long"),
        ({"Ort": "Ber\u202elin"}, "unreadable"),
        ({"Nachname": "We\u200biß"}, "unreadable"),
        ({"Vorname": "An\u200dna"}, "unreadable"),
        ({"child": "Mia\u2060"}, "unreadable"),
    ],
)
def test_i3_a_finding_names_column_value_and_what_to_do(values: dict[str, str], code: str) -> None:
    checked = check(**values)
    found = {finding.code: finding for finding in checked.findings}
    assert code in found
    assert found[code].column in HEADER
    assert found[code].message.endswith(".")
    assert checked.customer is None


def test_i3_all_that_is_wrong_is_named_at_once() -> None:
    assert {finding.code for finding in check(email="", PLZ="1", Telefon="?").findings} == {
        "email_missing",
        "postal_code_invalid",
        "phone_invalid",
    }


def test_i3_what_was_checked_is_what_will_be_requested() -> None:
    customer = check(
        child="Mia", born="14.3.2017", mobile="0171/3920001", street="Am Tor 1\r\nHinterhaus", PLZ="D-10115",
        Ort="Berlin", Land="deutschland", Sprache="Deutsch", Newsletter="Ja",
    ).customer  # fmt: skip
    assert customer is not None
    assert customer.participants == (Participant("Mia", "Weiß", date(2017, 3, 14)),)
    assert (customer.phone, customer.language, customer.newsletter) == ("0171/3920001", "de", True)
    assert customer.address is not None
    assert customer.address.street == "Am Tor 1, Hinterhaus"
    assert (customer.address.postal_code, customer.address.country) == ("10115", "DE")


@pytest.mark.parametrize(
    ("values", "postal_code"),
    [
        ({"PLZ": "1067", "Land": "Deutschland"}, "01067"),
        ({"PLZ": "1067", "Land": "DE"}, "01067"),
        ({"PLZ": "D-1067"}, "01067"),
        ({"PLZ": "1010", "Land": "Österreich"}, "1010"),
        ({"PLZ": "8001", "Land": "CH"}, "8001"),
    ],
)
def test_i3_the_zero_that_a_spreadsheet_dropped_is_put_back_where_germany_is_named(
    values: dict[str, str], postal_code: str
) -> None:
    customer = check(**values).customer
    assert customer is not None
    assert customer.address is not None
    assert customer.address.postal_code == postal_code


def test_i3_joiners_stay_in_the_scripts_that_are_written_with_them() -> None:
    customer = check(Vorname="علی\u200cرضا").customer
    assert customer is not None
    assert customer.first_name == "علی\u200cرضا"


def test_a_company_needs_no_surname() -> None:
    customer = check(Nachname="", Firma="Tanzsportverein e. V.").customer
    assert customer is not None
    assert customer.is_company


def test_i1_placeholders_cover_their_plus_addresses() -> None:
    placeholders = PlaceholderEmails(["Keine@Schule.example", ""])
    assert placeholders.cover("keine+4711@schule.example")
    assert not placeholders.cover("anna@schule.example")
    assert not placeholders.cover("keinerlei@schule.example")


def test_two_spellings_of_an_address_have_one_hash() -> None:
    hasher = EmailHasher(b"a key")
    assert hasher.hash(" Anna@Example.ORG") == hasher.hash("anna@example.org")
    assert hasher.hash("anna@example.org") != EmailHasher(b"another key").hash("anna@example.org")
