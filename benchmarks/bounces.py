"""How well and how fast mails that came back are read, beside parsing the same mails with the library alone."""

import email
import re
import statistics
import time
from collections.abc import Callable, Iterable
from unittest.mock import patch

from messaging.bounces import describe
from messaging.domain.bounces import classify, wording
from messaging.domain.bounces.parsing import parse
from messaging.domain.bounces.phrases import COMMON, OWN
from tests.support.bounce_corpus import CORPUS, FOLDS, Score, expected, fold_of

ROUNDS = 5


def measure() -> None:
    """Prints the score of each fold with all phrases, and with those only that the other folds contain; then speed."""
    if not CORPUS.is_dir():
        print(f"bounces: the corpus is not at {CORPUS}")
        return
    mails = expected()
    folds = [[name for name in mails if fold_of(name) == number] for number in range(FOLDS)]
    print("\n| fold | mails | recipient % | buckets % | hard precision | hard recall | taken for one |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    _print_all("all phrases", [Score.of(fold) for fold in folds])
    found = _folds_of_phrases(mails)
    crossed = []
    for number, fold in enumerate(folds):
        learned = {phrase for phrase, where in found.items() if where - {number}}
        with patch.object(wording, "VOCABULARY", _vocabulary(learned.__contains__)):
            crossed.append(Score.of(fold))
    _print_all("phrases of the other folds", crossed)
    taken = [path.name for path in sorted((CORPUS / "not").iterdir()) if describe(path)["is_bounce"]]
    print(f"\ntaken for one among not/: {', '.join(taken) or 'none'}")
    _print_speed([(CORPUS / "mail" / name).read_bytes() for name in mails])


def _print_all(name: str, scores: list[Score]) -> None:
    for label, score in [*enumerate(scores), ("all", sum(scores[1:], scores[0]))]:
        print(
            f"| {name}, {label} | {score.mails} | {100 * score.recipients / score.mails:.1f} "
            f"| {100 * score.buckets / score.mails:.1f} | {score.precision:.3f} | {score.recall:.3f} | {score.taken} |"
        )


def _folds_of_phrases(mails: Iterable[str]) -> dict[str, set[int]]:
    """Each phrase with the folds in whose mails it stands."""
    phrases = {
        one for family in (*OWN, *COMMON) for patterns in family.values() for one in _alternatives(patterns)
    }
    compiled = {phrase: re.compile(phrase) for phrase in phrases}
    found: dict[str, set[int]] = {phrase: set() for phrase in phrases}
    for name in mails:
        parsed = parse((CORPUS / "mail" / name).read_bytes())
        fields = [value for block in parsed.blocks for value in block.values()]
        said = [wording.plain(text) for text in (*fields, parsed.text, parsed.header("Subject"))]
        for phrase, pattern in compiled.items():
            if any(pattern.search(text) for text in said):
                found[phrase].add(fold_of(name))
    return found


def _vocabulary(known: Callable[[str], bool]) -> wording.Vocabulary:
    own, common = (
        [
            {meaning: tuple(filter(known, _alternatives(said))) for meaning, said in family.items()}
            for family in families
        ]
        for families in (OWN, COMMON)
    )
    return wording.Vocabulary(own, common)


def _alternatives(patterns: Iterable[str]) -> list[str]:
    """The patterns, taken apart where `|` stands in no group and no class."""
    return [phrase for pattern in patterns for phrase in _split(pattern)]


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
