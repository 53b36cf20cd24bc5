"""How well and how fast mails that came back are read, beside parsing the same mails with the library alone."""

import email
import re
import statistics
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from unittest.mock import patch

from messaging.bounces import describe
from messaging.domain.bounces import classify, wording
from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.parsing import parse
from messaging.domain.bounces.phrases import COMMON, OWN
from tests.support.bounce_corpus import CORPUS, Score, expected, families, shuffled_folds
from tests.support.documented_answers import documented_answers

ROUNDS = 5
SEEDS = range(10)

Phrase = tuple[Meaning, str]


def measure() -> None:
    """Prints the score with all phrases, and with those only that mails of others contain or documents; then speed."""
    if not CORPUS.is_dir():
        print(f"bounces: the corpus is not at {CORPUS}")
        return
    mails = list(expected())
    known = _phrases_by_mail(mails)
    documented = _documented_phrases()
    everything = {phrase for phrases in known.values() for phrase in phrases}
    print(f"\n{len(_all_phrases())} phrases: {len(everything)} in the corpus, {len(documented)} in documents")
    print(
        "\n| phrases that stay | mails | recipient % | buckets % | hard precision | hard recall | taken for one |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    _print_score("all", [Score.of(mails)])
    ways = {"": set[Phrase](), " or in documents": documented}
    for name, always in ways.items():
        runs = [_crossed(shuffled_folds(mails, seed), known, always) for seed in SEEDS]
        _print_score(f"in other folds{name}, {len(runs)} times five folds", runs)
    for name, always in ways.items():
        _print_score(f"in mails of others{name}, by family", [_crossed(families(mails), known, always)])
    with patch.object(wording, "VOCABULARY", _vocabulary(documented)):
        _print_score("in documents only", [Score.of(mails)])
    taken = [path.name for path in sorted((CORPUS / "not").iterdir()) if describe(path)["is_bounce"]]
    print(f"\ntaken for one among not/: {', '.join(taken) or 'none'}")
    _print_speed([(CORPUS / "mail" / name).read_bytes() for name in mails])


def _crossed(parts: Sequence[Sequence[str]], known: dict[str, set[Phrase]], always: set[Phrase]) -> Score:
    """The sum over the parts, each read with the phrases of the mails of the other parts and those that always stay."""
    total = Score()
    for part in parts:
        others = known.keys() - set(part)
        learned = always.union(*(known[name] for name in others))
        with patch.object(wording, "VOCABULARY", _vocabulary(learned)):
            total += Score.of(part)
    return total


def _print_score(name: str, runs: Sequence[Score]) -> None:
    """The mean of the runs, with the lowest and the highest where there are several."""
    figures: list[tuple[str, Callable[[Score], float]]] = [
        ("{:.1f}", lambda score: 100 * score.recipients / score.mails),
        ("{:.1f}", lambda score: 100 * score.buckets / score.mails),
        ("{:.3f}", lambda score: score.precision),
        ("{:.3f}", lambda score: score.recall),
        ("{:.0f}", lambda score: score.taken),
    ]
    cells = []
    for form, figure in figures:
        values = [figure(run) for run in runs]
        low, mean, high = (
            form.format(value) for value in (min(values), statistics.mean(values), max(values))
        )
        cells.append(mean if low == high else f"{mean} ({low}–{high})")
    print(f"| {name} | {runs[0].mails} | {' | '.join(cells)} |")


def _all_phrases() -> list[Phrase]:
    return [
        (meaning, phrase)
        for family in (*OWN, *COMMON)
        for meaning, patterns in family.items()
        for phrase in _alternatives(patterns)
    ]


def _phrases_by_mail(mails: Iterable[str]) -> dict[str, set[Phrase]]:
    """The phrases that stand in each mail."""
    compiled = {phrase: re.compile(phrase[1]) for phrase in _all_phrases()}
    found = {}
    for name in mails:
        parsed = parse((CORPUS / "mail" / name).read_bytes())
        fields = [value for block in parsed.blocks for value in block.values()]
        said = [wording.plain(text) for text in (*fields, parsed.text, parsed.header("Subject"))]
        found[name] = {
            phrase for phrase, pattern in compiled.items() if any(pattern.search(text) for text in said)
        }
    return found


def _documented_phrases() -> set[Phrase]:
    """The phrases that stand in an answer of which a document says that it means that."""
    answers = [(answer, wording.plain(answer.text)) for answer in documented_answers()]
    return {
        (meaning, phrase)
        for meaning, phrase in _all_phrases()
        if any(answer.fits(meaning.bounce(None)) and re.search(phrase, said) for answer, said in answers)
    }


def _vocabulary(known: Collection[Phrase]) -> wording.Vocabulary:
    own, common = (
        [
            {
                meaning: tuple(one for one in _alternatives(said) if (meaning, one) in known)
                for meaning, said in family.items()
            }
            for family in group
        ]
        for group in (OWN, COMMON)
    )
    return wording.Vocabulary(own, common)


def _alternatives(patterns: Iterable[str]) -> list[str]:
    """The patterns, taken apart where `|` stands in no group and no class."""
    return [phrase for pattern in patterns for phrase in _split(pattern)]


@cache
def _split(pattern: str) -> list[str]:
    phrases, depth, in_class = [""], 0, False
    for piece in re.findall(r"\\.|.", pattern, re.DOTALL):
        if piece == "|" and not depth and not in_class:
            phrases.append("")
            continue
        in_class = piece == "[" or (in_class and piece != "]")
        if not in_class:
            depth += (piece == "(") - (piece == ")")
        phrases[-1] += piece
    return phrases


def _print_speed(raws: list[bytes]) -> None:
    print("\n| mails of the corpus a second, median of five rounds | |\n|---|---:|")
    ways: dict[str, Callable[[bytes], object]] = {
        "email.message_from_bytes": email.message_from_bytes,
        "classify": classify,
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, read in ways.items():
            begun = time.perf_counter()
            for raw in raws:
                read(raw)
            took[name].append(time.perf_counter() - begun)
    for name, seconds in took.items():
        print(f"| {name} | {len(raws) / statistics.median(seconds):,.0f} |")
