"""Checks one row by itself (I3): either a customer to create, or what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from importer.domain import values
from importer.domain.columns import Columns, ParticipantColumns
from importer.domain.customer import Address, CustomerToCreate, Participant
from importer.domain.findings import Finding, finding

# As much as the customers service accepts, in characters.
LIMITS = {
    "salutation": 30,
    "first_name": 100,
    "last_name": 100,
    "company_name": 200,
    "email": 254,
    "phone": 50,
    "street": 200,
    "postal_code": 20,
    "city": 100,
    "country": 60,
    "language": 20,
    "newsletter": 20,
    "house_number": 20,
    "birth_date": 20,
}
FURTHER_PHONES = 10
VALUE_SHOWN = 200


class ContactRules(Protocol):
    """What counts as an e-mail address and as a telephone number."""

    def email(self, text: str) -> str | None:
        """The address in its normal form, or None when it is no address."""

    def is_phone(self, text: str) -> bool:
        """Whether it can be a telephone number, by default a German one."""


@dataclass
class CheckedRow:
    """A row after its check. Without findings `customer` is what will be requested."""

    row: int
    email: str | None = None
    customer: CustomerToCreate | None = None
    findings: list[Finding] = field(default_factory=list)
    taken_by: UUID | None = None
    """The customer who has the e-mail already."""

    def reject(self, reason: Finding) -> None:
        """Adds a finding; the row will not be imported."""
        self.findings.append(reason)
        self.customer = None


class RowChecker:
    """Checks rows of one header. Reads each value once, so that what was checked is what runs."""

    def __init__(self, columns: Columns, rules: ContactRules, today: date) -> None:
        self._columns = columns
        self._rules = rules
        self._today = today

    def check(self, row: int, fields: Sequence[str]) -> CheckedRow:
        """Everything that is wrong with the row, not only the first thing."""
        reading = _Reading(self._columns, fields)
        if any(extra.strip() for extra in fields[len(self._columns.header) :]):
            reading.found(finding("too_many_fields"))
        email = self._email(reading)
        last_name, company = reading.text("last_name"), reading.text("company_name")
        if not last_name and not company:
            reading.found(
                finding("name_missing", reading.column("last_name") or reading.column("company_name"))
            )
        phone, further = self._phones(reading)
        customer = CustomerToCreate(
            email=email or "",
            salutation=reading.text("salutation"),
            first_name=reading.text("first_name"),
            last_name=last_name,
            company_name=company,
            is_company=company is not None,
            phone=phone,
            further_phones=further,
            address=_address(reading),
            language=_language(reading),
            newsletter=_newsletter(reading),
            participants=tuple(self._participants(reading, last_name)),
        )
        checked = CheckedRow(row, email, customer)
        for reason in reading.findings:
            checked.reject(reason)
        return checked

    def _email(self, reading: "_Reading") -> str | None:
        text = reading.text("email")
        if text is None:
            if not reading.findings_of("email"):
                reading.found(finding("email_missing", reading.column("email")))
            return None
        email = self._rules.email(text)
        if email is None:
            reading.found(finding("email_invalid", reading.column("email"), text))
        return email

    def _phones(self, reading: "_Reading") -> tuple[str | None, tuple[str, ...]]:
        numbers: list[str] = []
        for position in (reading.position("phone"), *self._columns.further_phones):
            number = reading.at(position, LIMITS["phone"])
            if number is not None and not self._rules.is_phone(number):
                reading.found(finding("phone_invalid", self._columns.name_of(position), number))
            elif number is not None and number not in numbers:
                numbers.append(number)
        if len(numbers) > FURTHER_PHONES + 1:
            reading.found(finding("too_many_phones", limit=FURTHER_PHONES))
        return (numbers[0] if numbers else None), tuple(numbers[1:])

    def _participants(self, reading: "_Reading", surname: str | None) -> list[Participant]:
        people = []
        for columns in self._columns.participants:
            person = self._participant(reading, columns, surname)
            if person is not None:
                people.append(person)
        return people

    def _participant(
        self, reading: "_Reading", columns: ParticipantColumns, surname: str | None
    ) -> Participant | None:
        """A participant without a surname of their own has the customer's."""
        first = reading.at(columns.first_name, LIMITS["first_name"])
        last = reading.at(columns.last_name, LIMITS["last_name"])
        born_text = reading.at(columns.birth_date, LIMITS["birth_date"])
        if first is None and last is None and born_text is None:
            return None
        born = values.birth_date(born_text, self._today) if born_text else None
        if born_text and born is None:
            reading.found(finding("birth_date_invalid", self._columns.name_of(columns.birth_date), born_text))
        last = last or surname
        if first is None or last is None:
            missing = columns.first_name if first is None else columns.last_name
            reading.found(finding("participant_name_missing", self._columns.name_of(missing)))
            return None
        return Participant(first, last, born)


def _address(reading: "_Reading") -> Address | None:
    street, house_number = reading.text("street"), reading.text("house_number")
    street = " ".join(part for part in (street, house_number) if part) or None
    named = reading.text("country")
    country = values.country_code(named) if named else None
    if named and country is None:
        reading.found(finding("country_unknown", reading.column("country"), named))
    postal_code = reading.text("postal_code")
    if postal_code and (country or not named):
        postal_code = _postal_code(reading, postal_code, country)
    city = reading.text("city")
    if not (street or postal_code or city):
        return None
    return Address(street, postal_code, city, country or "DE")


def _postal_code(reading: "_Reading", text: str, country: str | None) -> str:
    bare = text.upper()
    for prefix in ("D-", "DE-", "A-", "AT-", "CH-"):
        bare = bare.removeprefix(prefix)
    where = country or "DE"
    digits = values.POSTAL_CODE_DIGITS.get(where)
    if digits is None or (len(bare) == digits and bare.isascii() and bare.isdigit()):
        return bare
    column = reading.column("postal_code")
    if where == "DE" and len(bare) == 4 and bare.isascii() and bare.isdigit():
        # Four digits are a postal code of Austria or Switzerland, too: the zero is put back where Germany is named.
        if country is not None or text.upper().startswith("D"):
            return f"0{bare}"
        reading.found(finding("postal_code_zero_lost", column, text, suggestion=f"0{bare}"))
    else:
        name = values.COUNTRY_NAMES.get(where, where)
        reading.found(finding("postal_code_invalid", column, text, country=name, digits=digits))
    return bare


def _language(reading: "_Reading") -> str | None:
    text = reading.text("language")
    language = values.language_code(text) if text else None
    if text and language is None:
        reading.found(finding("language_unknown", reading.column("language"), text))
    return language


def _newsletter(reading: "_Reading") -> bool | None:
    text = reading.text("newsletter")
    wanted = values.yes_or_no(text) if text else None
    if text and wanted is None:
        reading.found(finding("newsletter_unclear", reading.column("newsletter"), text))
    return wanted


class _Reading:
    """The fields of one row by their meaning, and what was found wrong with them."""

    def __init__(self, columns: Columns, fields: Sequence[str]) -> None:
        self._columns = columns
        self._fields = fields
        self.findings: list[Finding] = []

    def found(self, reason: Finding) -> None:
        shown = None if reason.value is None else reason.value[:VALUE_SHOWN]
        self.findings.append(Finding(reason.column, shown, reason.code, reason.message))

    def findings_of(self, name: str) -> bool:
        return any(reason.column == self.column(name) for reason in self.findings)

    def position(self, name: str) -> int | None:
        return self._columns.positions.get(name)

    def column(self, name: str) -> str | None:
        return self._columns.name_of(self.position(name))

    def text(self, name: str) -> str | None:
        return self.at(self.position(name), LIMITS[name])

    def at(self, position: int | None, limit: int) -> str | None:
        """The value on one line; None when empty, or when it is refused."""
        if position is None or position >= len(self._fields):
            return None
        text = values.one_line(self._fields[position])
        column = self._columns.name_of(position)
        if not values.is_readable(text):
            self.found(finding("unreadable", column))
            return None
        if len(text) > limit:
            self.found(finding("too_long", column, text, limit=limit))
            return None
        return text or None
