"""How a file is written: its encoding, its delimiter, where its header is."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from importer.domain.columns import recognised
from importer.domain.errors import UnreadableFile

DELIMITERS = (";", ",", "\t")
FIELD_LIMIT = 10_000
SAMPLE_BYTES = 64 * 1024
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Dialect:
    """How the file was read. `header_row` counts records as a spreadsheet does, from 1."""

    encoding: str
    delimiter: str
    line_ending: str
    header_row: int
    header: tuple[str, ...]


def detect(content: bytes) -> Dialect:
    """The dialect of a CSV file.

    UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252; semicolon, comma or tab,
    whichever yields more column names that are known. Raises `UnreadableFile`.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("file_empty", "Die Datei ist leer.")
    if content.startswith(_ZIP):
        raise UnreadableFile(
            "file_is_workbook",
            "Das ist eine Excel-Arbeitsmappe. Bitte in Excel als „CSV UTF-8“ speichern und diese Datei hochladen.",
        )
    encoding = _encoding(content)
    sample = _text(content, encoding).read(SAMPLE_BYTES)
    named = _named_delimiter(sample)
    delimiter = named or max(DELIMITERS, key=lambda candidate: _fitness(sample, candidate))
    for number, fields in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 1):
        if any(field.strip() for field in fields) and not (named and number == 1):
            line_ending = "crlf" if "\r\n" in sample else "lf" if "\n" in sample else "cr"
            return Dialect(
                encoding, delimiter, line_ending, number, tuple(" ".join(f.split()) for f in fields)
            )
    raise UnreadableFile("file_empty", "Die Datei enthält keine Kopfzeile.")


def records(content: bytes, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """The rows below the header with their numbers as a spreadsheet shows them; blank ones are left out.

    Raises `UnreadableFile` where the table breaks off.
    """
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(_text(content, dialect.encoding), delimiter=dialect.delimiter)
    number = 0
    try:
        for number, fields in enumerate(reader, 1):
            if number > dialect.header_row and any(field.strip() for field in fields):
                yield number, fields
    except csv.Error as error:
        raise UnreadableFile(
            "file_malformed",
            f"Ab Zeile {number + 1} ist die Tabelle nicht mehr lesbar. Ist dort ein Anführungszeichen offen geblieben?",
        ) from error


def _text(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _encoding(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decodable(content, encoding)
    sample = content[:SAMPLE_BYTES]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.4 * half:
        return _decodable(content, "utf-16-le")
    if sample[0::2].count(0) > 0.4 * half:
        return _decodable(content, "utf-16-be")
    if b"\x00" in content:
        raise UnreadableFile("file_is_binary", "Das ist keine Textdatei. Bitte eine CSV-Datei hochladen.")
    try:
        return _decodable(content, "utf-8")
    except UnreadableFile:
        return _decodable(content, "windows-1252")


def _decodable(content: bytes, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), SAMPLE_BYTES):
            decoder.decode(content[start : start + SAMPLE_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "encoding_unknown",
            "Der Zeichensatz der Datei ist nicht erkennbar. Bitte als „CSV UTF-8“ speichern und erneut hochladen.",
        ) from error
    return encoding


def _named_delimiter(sample: str) -> str | None:
    """The delimiter of Excel's own first line `sep=;`."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in ";,":
        return first[4]
    return "\t" if first.lower() == "sep=" else None


def _fitness(sample: str, delimiter: str) -> tuple[int, int]:
    for fields in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
        if any(field.strip() for field in fields):
            return sum(recognised(field) is not None for field in fields), len(fields)
    return 0, 0
