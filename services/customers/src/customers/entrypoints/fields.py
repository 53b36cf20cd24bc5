"""The kinds of fields that bodies are made of: each cleans its value or says what is wrong with it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

import email_validator
import phonenumbers
from pydantic import AfterValidator, Field
from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException

from customers.domain import limits
from customers.domain.errors import FieldRejected
from customers.domain.participant import birth_date_of
from customers.domain.text import plain_text
from customers.entrypoints.rejections import rejected_value

# Placeholder addresses live in such domains (keine@kunde.invalid), as do the mail servers of some intranets.
for _domain in ("invalid", "local", "test"):
    if _domain in email_validator.SPECIAL_USE_DOMAIN_NAMES:
        email_validator.SPECIAL_USE_DOMAIN_NAMES.remove(_domain)

_SHORTEST_PHONE = 1_000
_WHOLE_PRICE = 100  # percent
_DECIMALS = 2  # of a discount
_COUNTRIES = {
    "deutschland": "DE",
    "germany": "DE",
    "österreich": "AT",
    "austria": "AT",
    "schweiz": "CH",
    "switzerland": "CH",
}


def _checked(check: Callable[[str], str]) -> AfterValidator:
    def validate(value: str) -> str:
        try:
            return check(value)
        except FieldRejected as rejected:
            raise rejected_value(rejected) from None

    return AfterValidator(validate)


def _optional(check: Callable[[str], str]) -> AfterValidator:
    """Nothing but white space means that there is no value."""

    def validate(value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        try:
            return check(value)
        except FieldRejected as rejected:
            raise rejected_value(rejected) from None

    return AfterValidator(validate)


def _text(limit: int) -> Callable[[str], str]:
    return lambda value: plain_text(value, limit)


def _required(limit: int, *, several_lines: bool = False) -> Callable[[str], str]:
    def check(value: str) -> str:
        text = plain_text(value, limit, several_lines=several_lines)
        if not text:
            raise FieldRejected("missing")
        return text

    return check


def email_address(value: str) -> str:
    """The address, normalised; whether it exists only a mail will tell."""
    text = plain_text(value, limits.EMAIL)
    try:
        checked = email_validator.validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except email_validator.EmailNotValidError:
        raise FieldRejected("email") from None
    return checked.normalized


def phone_number(value: str) -> str:
    """The number in E.164; without a country it is a German one."""
    try:
        number = phonenumbers.parse(plain_text(value, limits.PHONE), "DE")
    except phonenumbers.NumberParseException:
        raise FieldRejected("phone") from None
    # Not `is_valid_number`: people have numbers that no published plan lists, but none of two digits.
    if not phonenumbers.is_possible_number(number) or (number.national_number or 0) < _SHORTEST_PHONE:
        raise FieldRejected("phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def country_code(value: str) -> str:
    """The ISO 3166 code; the names of the German-speaking countries are understood too."""
    text = plain_text(value, limits.COUNTRY)
    code = _COUNTRIES.get(text.casefold(), text.upper())
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise FieldRejected("country")
    return code


def language_code(value: str) -> str:
    """`de` or `en`: the languages that mails are written in."""
    code = plain_text(value, limits.SALUTATION).lower()
    if code not in {"de", "en"}:
        raise FieldRejected("language")
    return code


def iban(value: str) -> str:
    """The IBAN without spaces, its check digits and its national form verified."""
    try:
        return str(IBAN(plain_text(value, limits.PHONE), validate_bban=True))
    except SchwiftyException:
        raise FieldRejected("iban") from None


def bic(value: str) -> str:
    """The BIC without spaces."""
    try:
        return str(BIC(plain_text(value, limits.PHONE)))
    except SchwiftyException:
        raise FieldRejected("bic") from None


def _discount(value: float | None) -> float | None:
    if value is None:
        return None
    decimals = Decimal(str(value)).normalize().as_tuple().exponent
    # NaN and infinity have no exponent that is a number.
    if not isinstance(decimals, int) or decimals < -_DECIMALS or not 0 <= value <= _WHOLE_PRICE:
        raise rejected_value(FieldRejected("discount"))
    return value


def _birth_date(value: date | None) -> date | None:
    try:
        return None if value is None else birth_date_of(value, datetime.now(UTC).date())
    except FieldRejected as rejected:
        raise rejected_value(rejected) from None


def _shown(limit: int) -> object:
    return Field(json_schema_extra={"maxLength": limit})


Salutation = Annotated[str | None, _optional(_text(limits.SALUTATION)), _shown(limits.SALUTATION)]
Name = Annotated[str | None, _optional(_text(limits.NAME)), _shown(limits.NAME)]
RequiredName = Annotated[str, _checked(_required(limits.NAME)), _shown(limits.NAME)]
CompanyName = Annotated[str | None, _optional(_text(limits.COMPANY_NAME)), _shown(limits.COMPANY_NAME)]
Email = Annotated[str, _checked(email_address), _shown(limits.EMAIL)]
Phone = Annotated[str | None, _optional(phone_number), _shown(limits.PHONE)]
RequiredPhone = Annotated[str, _checked(phone_number), _shown(limits.PHONE)]
Street = Annotated[str | None, _optional(_text(limits.STREET)), _shown(limits.STREET)]
PostalCode = Annotated[str | None, _optional(_text(limits.POSTAL_CODE)), _shown(limits.POSTAL_CODE)]
City = Annotated[str | None, _optional(_text(limits.CITY)), _shown(limits.CITY)]
Country = Annotated[str | None, _optional(country_code), _shown(limits.COUNTRY)]
Language = Annotated[str | None, _optional(language_code)]
Iban = Annotated[str, _checked(iban)]
Bic = Annotated[str | None, _optional(bic)]
Discount = Annotated[
    float | None,
    Field(strict=True, json_schema_extra={"minimum": 0, "maximum": _WHOLE_PRICE}),
    AfterValidator(_discount),
]
BirthDate = Annotated[date | None, AfterValidator(_birth_date)]
NoteText = Annotated[str, _checked(_required(limits.NOTE, several_lines=True)), _shown(limits.NOTE)]
Consent = Annotated[str, _checked(_required(limits.CONSENT, several_lines=True)), _shown(limits.CONSENT)]
Reason = Annotated[str, _checked(_required(limits.REASON)), _shown(limits.REASON)]
GroupName = Annotated[str, _checked(_required(limits.GROUP_NAME)), _shown(limits.GROUP_NAME)]
Query = Annotated[str | None, _optional(_text(limits.SEARCH)), _shown(limits.SEARCH)]
