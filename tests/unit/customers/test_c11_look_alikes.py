"""C11: which names are taken for one, and what makes two customers look alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.domain.duplicates import Born, Likeness, Reason, reasons
from customers.domain.names import Name, similar

BORN = date(2018, 5, 4)


def person(text: str) -> Name:
    """`Anna-Lena Müller` as it is entered: the last word is the surname."""
    first, _, last = text.rpartition(" ")
    return Name(first or None, last)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Käthe Müller", "Kathe Mueller"),
        ("Käthe Müller", "KAETHE MULLER"),
        ("Anna-Lena Beck", "Anna Lena Beck"),
        ("Anna-Lena Beck", "Annalena Beck"),
        ("Anna Beck", "Anna-Lena Beck"),
        ("A. Beck", "Anna Beck"),
        ("Beck", "Anna Beck"),
        ("Jörg Weiß", "Joerg Weiss"),
        ("Stefan Schmidt", "Stephan Schmitt"),
        ("Thorsten Meyer", "Torsten Maier"),
        ("Sara Kießling", "Sarah Kissling"),
        ("Lukas Hoffmann", "Lucas Hofmann"),
        ("Christian Hoffmann", "Chritsian Hoffmann"),
        ("Christian Hoffmann", "Cristian Hoffman"),
        ("Maria Schneider", "Maria Schnieder"),
        ("Maria Schneider", "Maria Schneidr"),
        ("Maria Müller-Lüdenscheidt", "Maria Müller"),
        ("Łukasz Kowalski", "Lukasz Kowalski"),
        ("Renée Dubois", "Renee Dubois"),
    ],
)
def test_the_same_name_however_it_is_written(one: str, other: str) -> None:
    assert similar(person(one), person(other))
    assert similar(person(other), person(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lena Beck", "Lina Beck"),
        ("Lena Beck", "Leon Beck"),
        ("Julia Beck", "Julian Beck"),
        ("Maria Beck", "Marie Beck"),
        ("Simon Beck", "Simone Beck"),
        ("Max Weber", "Moritz Weber"),
        ("Anna-Lena Beck", "Anna-Maria Beck"),
        ("Anna Beck", "Anna Bach"),
        ("Jan Roth", "Jan Koth"),
        ("Anna Schmidt", "Anna Schulz"),
    ],
)
def test_twins_and_namesakes_by_half_are_two(one: str, other: str) -> None:
    assert not similar(person(one), person(other))


def test_first_and_last_name_in_the_wrong_boxes() -> None:
    assert similar(Name("Müller", "Anna"), Name("Anna", "Mueller"))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Praxis Dr. Maier GmbH", "Praxis Dr Meier", True),
        ("TSV Neumünster e.V.", "TSV Neumuenster", True),
        ("Schwimmschule Nord", "Schwimmschule Süd", False),
    ],
)
def test_companies_are_compared_without_their_legal_form(one: str, other: str, alike: bool) -> None:
    assert similar(Name(company=one), Name(company=other)) is alike


def test_a_company_is_nobody() -> None:
    assert not similar(Name(company="Maier"), Name(None, "Maier"))


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüß- ", max_size=20), st.text("aeiouäöümnrstl-", max_size=20))
def test_every_name_is_like_itself_and_likeness_has_no_direction(first: str, last: str) -> None:
    name = Name(first, last)
    if any(character.isalpha() for character in last):
        assert similar(name, name)
    other = Name(last, first)
    assert similar(name, other) == similar(other, name)


def likeness(name: str, **more: object) -> Likeness:
    return Likeness(person(name), **more)  # type: ignore[arg-type]


def test_a_name_alone_is_no_reason() -> None:
    assert reasons(likeness("Anna Müller"), likeness("Anna Müller")) == ()


@pytest.mark.parametrize(
    ("shared", "reason"),
    [
        ({"postal_code": "24534"}, Reason.NAME_POSTAL_CODE),
        ({"iban_fingerprints": frozenset((b"x",))}, Reason.NAME_BANK_DETAILS),
        ({"born": (Born(Name("Emma", "Schulz"), BORN),)}, Reason.NAME_BIRTH_DATE),
    ],
)
def test_a_similar_name_and_one_thing_more_is(shared: dict[str, object], reason: Reason) -> None:
    assert reason in reasons(likeness("Anna Müller", **shared), likeness("Anna Mueller", **shared))
    if reason is not Reason.NAME_BIRTH_DATE:
        assert reasons(likeness("Anna Müller", **shared), likeness("Bernd Groß", **shared)) == ()


def test_the_same_child_with_two_parents_is_a_reason_to_look() -> None:
    mother = likeness("Anna Müller", born=(Born(Name("Emma", "Müller"), BORN),))
    father = likeness("Jens Groß", born=(Born(Name("Emma", "Mueller"), BORN),))
    assert reasons(mother, father) == (Reason.NAME_BIRTH_DATE,)


def test_a_telephone_is_a_reason_when_creating() -> None:
    phone = frozenset(("+494321987",))
    assert reasons(likeness("Anna Müller", phones=phone), likeness("Bernd Groß", phones=phone)) == (
        Reason.PHONE,
    )


def test_twins_are_not_called_one_for_ever() -> None:
    """Same surname, birth date, postcode and telephone: the page of neither warns of the other."""
    shared = {"phones": frozenset(("+494321987",)), "postal_code": "24534"}
    marius = likeness("Marius Beck", born=(Born(Name("Marius", "Beck"), BORN),), **shared)
    markus = likeness("Markus Beck", born=(Born(Name("Markus", "Beck"), BORN),), **shared)
    assert reasons(marius, markus, standing=True) == ()
    assert Reason.PHONE in reasons(marius, markus)
    assert Reason.NAME_POSTAL_CODE in reasons(marius, marius, standing=True)


def test_an_email_is_a_reason_alone_and_none_is_not() -> None:
    assert reasons(likeness("A B", email_key="a@b.de"), likeness("C D", email_key="a@b.de")) == (
        Reason.EMAIL,
    )
    assert reasons(likeness("A B"), likeness("C D")) == ()
