"""What counts as an e-mail address and as a telephone number, by the libraries that customers uses too."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException


class LibraryContactRules:
    """Addresses by RFC 5321 and 5322 without asking the DNS; numbers of a possible length, German by default."""

    def email(self, text: str) -> str | None:
        """The address in its normal form, or None when it is no address."""
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            return None

    def is_phone(self, text: str) -> bool:
        """Whether it can be a telephone number, by default a German one."""
        try:
            return bool(phonenumbers.is_possible_number(phonenumbers.parse(text, "DE")))
        except NumberParseException:
            return False
