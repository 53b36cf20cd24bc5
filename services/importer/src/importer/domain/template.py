"""The template that people fill in."""

HEADER = (
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
    "Newsletter",
    "Vorname",
    "Nachname",
    "Geburtsdatum",
    "Vorname",
    "Nachname",
    "Geburtsdatum",
)

EXAMPLES = (
    (
        *(
            "Frau",
            "Änne",
            "Weiß",
            "",
            "aenne.weiss@example.org",
            "030 23125001",
            "",
            "Lindenallee 3",
            "01067",
        ),
        *("Dresden", "Deutschland", "Deutsch", "nein", "Mia", "Weiß", "14.03.2017", "Jonas", "Weiß", ""),
    ),
)
