"""How a search forgives (C3)."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from customers.domain.folding import (
    grams,
    is_short,
    like_pattern,
    order_key,
    search_text,
    searched_words,
    short,
    written,
)

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéèçñøåABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ"
names = st.text(st.sampled_from(LETTERS + "-' "), min_size=1, max_size=30).filter(
    lambda name: name.strip(" -'")
)


def finds(query: str, text: str) -> bool:
    """As the database does it: all words, each by one of its spellings."""
    return all(any(word in text for word in spellings) for spellings in searched_words(query))


def text_of(name: str) -> str:
    """The search text of a customer of that name."""
    return search_text([name], 10_001, None, [])


@given(names, st.data())
@example("Bauer", None)
def test_c3_every_part_of_a_name_finds_it(name: str, data: st.DataObject | None) -> None:
    start = data.draw(st.integers(0, len(name) - 1)) if data else 3
    end = data.draw(st.integers(start + 1, len(name))) if data else len(name)
    assert finds(name[start:end], text_of(name))


@given(names)
@example("A-EÄA")
@example("AEÄA")
def test_c3_spelling_does_not_matter(name: str) -> None:
    umlauts = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    written = "".join(umlauts.get(c, c) for c in name)
    bare = "".join(umlauts.get(c, c)[0] if c in "äöüÄÖÜ" else c for c in name)
    variants = {name.upper(), name.lower(), written, bare, name.replace("-", " "), name.replace("-", "")}
    for spelled in variants:
        for searched in variants:
            assert finds(searched, text_of(spelled)), (searched, spelled)


@given(names, names)
def test_c3_several_words_narrow(one: str, other: str) -> None:
    assume(not finds(other, text_of(one)))
    assert not finds(f"{one} {other}", text_of(one))


def test_c3_phones_are_found_in_every_notation() -> None:
    text = search_text([], 10_001, None, ["+491711234567", "+43664123456"])
    for typed in (
        "0171",
        "0171 1234567",
        "+49 171 123",
        "0049171",
        "+49(0)171-1234567",
        "0171/12 34",
        "+43 664",
        "0043664",
    ):
        assert finds(typed, text), typed
    assert not finds("0172", text)


def test_c3_wildcards_are_text() -> None:
    assert like_pattern("50%_\\") == "%50\\%\\_\\\\%"
    assert not finds("%", text_of("Müller"))
    assert finds("100%", text_of("100% Sport"))


@given(names, names)
def test_c3_adding_a_word_never_adds_hits(one: str, other: str) -> None:
    for stored in (one, other, one + other):
        assert finds(one, text_of(stored)) or not finds(f"{one} {other}", text_of(stored))


@given(names, st.data())
@example("Aee", None)
@example("Zäe", None)
def test_c3_leaving_the_written_spelling_out_loses_no_hit(name: str, data: st.DataObject | None) -> None:
    """Both spellings of every typed part, and not only those that a search looks for, find nobody else."""
    start = data.draw(st.integers(0, len(name) - 1)) if data else 0
    part = name[start : start + 6]
    both = {written(part), short(part)}
    if any(spelling and spelling in text_of(name) for spelling in both):
        assert finds(part.strip(), text_of(name)) or not searched_words(part)


def test_c3_a_typed_part_may_begin_with_the_second_letter_of_an_umlaut() -> None:
    assert finds("emael", text_of("Zämael"))
    assert finds("emael", text_of("Zaemäl"))
    assert finds("èøA", text_of("AèøA"))


@given(st.integers(10**6, 10**9), st.sampled_from(["49", "43", "1", "420"]))
def test_c3_any_part_of_a_phone_in_any_notation_finds_it(number: int, country: str) -> None:
    text = search_text([], 10_001, None, [f"+{country}{number}"])
    digits = f"{country}{number}"
    typed = [f"+{digits}", f"00{digits}", f"00{country} {number}", f"+{country}/{number}", digits[3:8]]
    if country == "49":
        typed += [f"0{number}", f"+49 (0) {number}", f"0{str(number)[:3]}-{str(number)[3:]}"]
    for notation in typed:
        assert finds(notation, text), notation


WILD = st.text(st.sampled_from("%_\\ab"), min_size=1, max_size=6)


@given(WILD, WILD)
def test_c3_wildcards_find_themselves_and_nothing_else(query: str, stored: str) -> None:
    text = text_of(stored)
    # A backslash is punctuation, which no search looks at; all other characters here are themselves.
    assert finds(query, text) == (query.replace("\\", "") in stored.replace("\\", ""))
    assert finds(stored, text)
    for sign in "%_":
        assert finds(sign, text) == (sign in stored)


@given(names)
def test_c3_short_words_are_known_by_their_pairs(word: str) -> None:
    text = text_of(f"xyz{word}xyz")
    (folded,) = [w for words in searched_words("".join(word.split())) for w in words][:1] or ["x"]
    stored = set(grams(text)) | {ord(character) for character in text}
    assert set(grams(folded)) <= stored
    assert is_short(folded[:2])


def test_umlauts_stand_beside_their_vowels_in_order() -> None:
    assert sorted(["Zander", "Öder", "Ober"], key=order_key) == ["Ober", "Öder", "Zander"]
