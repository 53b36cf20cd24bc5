"""Writes `kunden.csv`: 1,000 invented German customers, the same bytes on every run.

The file looks like what an office exports from an older program: Windows-1252, semicolons, CRLF, quoted
fields with semicolons and line breaks, telephone numbers in every notation, repeated participant columns.
Nobody in it exists: the domains are reserved (RFC 2606), the telephone numbers are set aside for film and
television by the Bundesnetzagentur. Mails to `unbekannt.example` and `voll.example` come back (address
unknown, mailbox full) when the mail catcher of the local system receives them.
"""

import csv
import random
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROWS = 1_000
PARTICIPANT_COLUMNS = 3
BOUNCING = {17: "unbekannt.example", 18: "voll.example"}  # the remainder of the row number by 100 → domain

HEADER = [
    "Anrede",
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
    "Kundengruppe",
    "Newsletter",
    *["Vorname", "Nachname", "Geburtsdatum"] * PARTICIPANT_COLUMNS,
]

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
WOMEN, MEN, SURNAMES, STREETS, PLACES = (
    [" ".join(word.split()) for word in WORDS[name].split(",")]
    for name in ("women", "men", "surnames", "streets", "places")
)
NOBLE = ("von Ahlefeldt", "von der Höh", "zu Grünberg", "de Vries", "van Loon")
ABROAD = (
    ("6020", "Innsbruck", "Österreich"),
    ("5020", "Salzburg", "AT"),
    ("8001", "Zürich", "Schweiz"),
    ("4051", "Basel", "CH"),
)
COMPANIES = (
    "Autohaus {} GmbH",
    "Bäckerei {} OHG",
    "{} & Söhne GmbH & Co. KG",
    "Tanzsportverein {} e. V.",
    'Schwimmclub "Die Wasserratten" {} e. V.',
    "Grundschule am {}ring",
    "Förderverein Kita {} e. V.",
    "Praxis Dr. {}; Physiotherapie und Reha",
    "{} Elektrotechnik GmbH",
    "Städtisches {}-Gymnasium",
    "Betriebssport {} AG",
)
GROUPS = ("Familie", "Verein", "Schule", "Firma", "Ermäßigt")
DOMAINS = ("example.org", "example.com", "example.net", "post.example", "familie.example", "verein.example")
MOBILE = ("15228817386", "15228895456", "15254599371")
LANDLINE = (("30", "23125"), ("89", "99998"), ("40", "66969"), ("69", "90009"), ("221", "4710"))
PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ş": "s", "ç": "c", "ı": "i", "é": "e", "ë": "e", " ": "-"}
)
ASCII_FOR_WINDOWS = str.maketrans({"ı": "i", "ş": "s", "Ç": "C"})


def landline(rng: random.Random) -> str:
    """A landline number of the reserved blocks in one of the notations that people type."""
    area, block = rng.choice(LANDLINE)
    rest = f"{rng.randrange(1000):03d}"
    return rng.choice(
        [
            f"0{area} {block}{rest}",
            f"0{area}/{block} {rest}",
            f"(0{area}) {block}-{rest}",
            f"+49 {area} {block}{rest}",
            f"0049 {area} {block} {rest}",
            f"0{area}{block}{rest}",
            f"+49 (0){area} {block}{rest}",
        ]
    )


def mobile(rng: random.Random) -> str:
    """A mobile number of the reserved blocks in one of the notations that people type."""
    number = rng.choice([*MOBILE, *(f"17139200{rng.randrange(100):02d}" for _ in range(9))])
    prefix, rest = number[:3], number[3:]
    return rng.choice(
        [f"0{prefix}/{rest}", f"+49 {prefix} {rest}", f"0{prefix} {rest[:3]} {rest[3:]}", f"0{number}"]
    )


def participant(rng: random.Random, surname: str) -> list[str]:
    """The three fields of one participant: first name, surname, date of birth in German notation or empty."""
    born = date(2012, 1, 1) + timedelta(days=rng.randrange(4_000))
    name = rng.choice(rng.choice((WOMEN, MEN)))
    return [name, surname, f"{born:%d.%m.%Y}" if rng.random() < 0.7 else ""]


def customer(rng: random.Random, number: int) -> list[str]:
    """One row in the order of `HEADER`. `number` makes its e-mail address unique."""
    woman = rng.random() < 0.55
    first = rng.choice(WOMEN if woman else MEN)
    last = rng.choice(NOBLE) if rng.random() < 0.02 else rng.choice(SURNAMES)
    kind = rng.random()
    company = rng.choice(COMPANIES).format(rng.choice(SURNAMES)) if kind < 0.12 else ""
    salutation = rng.choice(["Frau", "Frau", ""] if woman else ["Herr", "Herr", ""])
    if company and kind < 0.05:
        first = last = salutation = ""
    mailbox = f"{first}.{last}" if last else f"info.{company.split()[0]}"
    domain = BOUNCING.get(number % 100) or rng.choice(DOMAINS)
    email = f"{mailbox.lower().translate(PLAIN)}.{number}@{domain}"
    street = f"{rng.choice(STREETS)} {rng.randrange(1, 140)}{rng.choice(['', '', '', 'a', 'b'])}"
    postal_code, _, city = rng.choice(PLACES).partition(" ")
    country = rng.choice(["", "", "Deutschland", "DE"])
    if rng.random() < 0.03:
        postal_code, city, country = rng.choice(ABROAD)
    if rng.random() < 0.03:
        street += "\r\nHinterhaus"
    elif rng.random() < 0.02:
        street += "; 2. OG links"
    if rng.random() < 0.05:
        street = postal_code = city = country = ""
    people = [] if company else [participant(rng, last) for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3]))]
    people += [["", "", ""]] * (PARTICIPANT_COLUMNS - len(people))
    return [
        salutation,
        first,
        last,
        company,
        email,
        landline(rng) if rng.random() < 0.6 else "",
        mobile(rng) if rng.random() < 0.55 else "",
        street,
        postal_code,
        city,
        country,
        rng.choice(["", "", "", "de", "Deutsch", "en"]),
        rng.choice(GROUPS) if rng.random() < 0.4 else "",
        rng.choice(["", "", "nein", "ja"]),
        *[field for person in people for field in person],
    ]


def customers() -> Iterator[list[str]]:
    """The rows of the file, without its header."""
    rng = random.Random(20240229)  # noqa: S311 - repeatable on purpose
    for number in range(1, ROWS + 1):
        yield [field.translate(ASCII_FOR_WINDOWS) for field in customer(rng, number)]


def write(path: Path) -> None:
    """Writes the file, byte by byte the same for the same version of this script."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(customers())


if __name__ == "__main__":
    write(Path(__file__).with_name("kunden.csv"))
