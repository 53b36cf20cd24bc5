"""I2: reads what people really have."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.domain.columns import recognised, understand
from importer.domain.dialect import detect, records
from importer.domain.errors import UnreadableFile

TABLE = [
    ["Nachname", "E-Mail", "Straße"],
    ["Weiß", "a@example.org", "Am Tor 1\r\nHinterhaus; links, oben\t."],
]


def written(rows: list[list[str]], delimiter: str, ending: str = "\r\n") -> str:
    """The rows as a spreadsheet saves them."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
def test_i2_every_common_form_reads_the_same(delimiter: str, ending: str, encoding: str) -> None:
    content = written(TABLE, delimiter, ending).encode(encoding)
    dialect = detect(content)
    assert (dialect.delimiter, dialect.encoding, list(dialect.header)) == (delimiter, encoding, TABLE[0])
    assert list(records(content, dialect)) == [(2, TABLE[1])]


field = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30
)


@given(st.lists(st.lists(field, min_size=3, max_size=3), max_size=8), st.sampled_from(";,\t"))
def test_i2_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    content = written([TABLE[0], *rows], delimiter).encode("utf-8-sig")
    expected = [(n, row) for n, row in enumerate(rows, 2) if any(f.strip() for f in row)]
    assert list(records(content, detect(content))) == expected


def test_i2_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    content = b'sep=;\r\n\r\nE-Mail;Ort\r\n"a";"x\r\ny"\r\n\r\nb;z\r\n'
    dialect = detect(content)
    assert dialect.header_row == 3
    assert [number for number, _ in records(content, dialect)] == [4, 6]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "file_empty"),
        (b"PK\x03\x04rest", "file_is_workbook"),
        (b"\x89PNG\x00\x01", "file_is_binary"),
        (b"E-Mail;Ort\r\nM\x81nchen", "encoding_unknown"),
    ],
)
def test_i2_what_is_no_table_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        detect(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("E-Mail", "email"),
        ("e mail adresse", "email"),
        ("STRASSE", "street"),
        ("Straße", "street"),
        ("Strasse / Hausnummer", "street"),
        ("Zip Code", "postal_code"),
        ("Surname", "last_name"),
        ("Telefon 2", "phone"),
        ("Teilnehmer 1 Vorname", "participant_first_name"),
        ("Schuhgröße", None),
    ],
)
def test_i2_column_names_are_recognised_in_german_and_english(name: str, meant: str | None) -> None:
    assert recognised(name) == meant


def test_i1_repeated_name_columns_are_further_participants() -> None:
    columns = understand(
        (
            "Vorname",
            "Nachname",
            "E-Mail",
            "Farbe",
            "Vorname",
            "Nachname",
            "Geburtsdatum",
            "Vorname",
            "Nachname",
        )
    )
    assert columns.positions == {"first_name": 0, "last_name": 1, "email": 2}
    assert [(p.first_name, p.last_name, p.birth_date) for p in columns.participants] == [
        (4, 5, 6),
        (7, 8, None),
    ]
    assert columns.ignored == ("Farbe",)
