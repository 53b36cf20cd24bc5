"""How single values are read: countries, postal codes, dates, yes and no."""

import re
import unicodedata
from datetime import date

EARLIEST_BIRTH = date(1900, 1, 1)
POSTAL_CODE_DIGITS = {"DE": 5, "AT": 4, "CH": 4, "LI": 4, "LU": 4, "BE": 4, "DK": 4, "FR": 5, "IT": 5}
COUNTRIES = {
    "DE": "deutschland germany allemagne d brd deu bundesrepublik",
    "AT": "österreich oesterreich austria a aut",
    "CH": "schweiz switzerland suisse che",
    "LI": "liechtenstein fl lie",
    "LU": "luxemburg luxembourg l lux",
    "BE": "belgien belgium b bel",
    "NL": "niederlande holland netherlands nld",
    "DK": "dänemark daenemark denmark dnk",
    "FR": "frankreich france f fra",
    "IT": "italien italy i ita",
    "ES": "spanien spain e esp",
    "PT": "portugal p prt",
    "PL": "polen poland pol",
    "CZ": "tschechien czechia cze",
    "SK": "slowakei slovakia svk",
    "HU": "ungarn hungary hun",
    "SE": "schweden sweden swe",
    "NO": "norwegen norway nor",
    "FI": "finnland finland fin",
    "GB": "großbritannien grossbritannien england uk gbr",
    "IE": "irland ireland irl",
    "US": "usa",
    "TR": "türkei tuerkei turkey tur",
    "UA": "ukraine ukr",
    "GR": "griechenland greece grc",
    "HR": "kroatien croatia hrv",
    "RO": "rumänien rumaenien romania rou",
    "BG": "bulgarien bulgaria bgr",
}
COUNTRY_NAMES = {"DE": "Deutschland", "AT": "Österreich", "CH": "die Schweiz"}
_COUNTRY_OF = {name: code for code, names in COUNTRIES.items() for name in names.split()}
_YES = frozenset(["ja", "j", "yes", "y", "x", "1", "wahr", "true"])
_NO = frozenset(["nein", "n", "no", "0", "falsch", "false", "-"])
_LANGUAGES = {"de": "de", "deutsch": "de", "german": "de", "en": "en", "englisch": "en", "english": "en"}
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_JOINERS = frozenset("\u200c\u200d")
_END_OF_LATIN = "\u024f"


def one_line(value: str) -> str:
    """The text on one line: NFC, line breaks as `, `, other white space as one space."""
    text = ", ".join(line.strip().rstrip(",") for line in value.splitlines() if line.strip())
    return " ".join(unicodedata.normalize("NFC", text.replace("\ufeff", "")).split())


def is_readable(text: str) -> bool:
    """False when it holds characters that are invisible and change what is read, or what is the same.

    Zero-width joiners may stand between letters and emoji that are joined by them; customers takes the same.
    """
    if text.isascii() and text.isprintable():
        return True
    for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        category = unicodedata.category(character)
        joins = character in _JOINERS and min(before, after) > _END_OF_LATIN
        if category in {"Cc", "Cs", "Zl", "Zp"} or (category == "Cf" and not joins):
            return False
    return True


def country_code(text: str) -> str | None:
    """The ISO code of a country by its German or English name or code; None when it is not known."""
    plain = text.strip().rstrip(".").lower()
    if plain in _COUNTRY_OF:
        return _COUNTRY_OF[plain]
    code = plain.upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def language_code(text: str) -> str | None:
    """`de` or `en`; None for any other language."""
    return _LANGUAGES.get(text.strip().lower())


def yes_or_no(text: str) -> bool | None:
    """What was ticked; None when it is neither."""
    plain = text.strip().lower()
    return True if plain in _YES else False if plain in _NO else None


def birth_date(text: str, today: date) -> date | None:
    """A date as `TT.MM.JJJJ` or `JJJJ-MM-TT`, from 1900 to today; None for anything else."""
    german, iso = _GERMAN_DATE.fullmatch(text), _ISO_DATE.fullmatch(text)
    if german:
        day, month, year = (int(part) for part in german.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born if EARLIEST_BIRTH <= born <= today else None
