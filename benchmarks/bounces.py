"""How well and how fast mails that came back are read, beside parsing the same mails with the library alone."""

import email
import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.forgetting import Lessons
from messaging.bounces import describe
from messaging.domain.bounces import classify
from tests.support.bounce_corpus import CORPUS, Score, expected, families, shuffled_folds

ROUNDS = 5
SEEDS = range(10)


def measure() -> None:
    """Prints the score with all words, and with those only that others' mails contain or documents; then speed."""
    if not CORPUS.is_dir():
        print(f"bounces: the corpus is not at {CORPUS}")
        return
    mails = list(expected())
    print("\n| words that stay | recipient % | buckets % | hard precision | hard recall | taken for one |")
    print("|---|---:|---:|---:|---:|---:|")
    _print_score("all", [Score.of(mails)])
    lessons = Lessons({name: (CORPUS / "mail" / name).read_bytes() for name in mails})
    for with_documents, also in ((False, ""), (True, " or in documents")):
        runs = [_crossed(shuffled_folds(mails, seed), lessons, with_documents) for seed in SEEDS]
        _print_score(f"in other folds{also}, {len(runs)} times five folds", runs)
        by_family = _crossed(families(mails), lessons, with_documents)
        _print_score(f"in other families{also}", [by_family])
    with lessons.forgetting_all_but([], with_documents=True):
        _print_score("in documents alone", [Score.of(mails)])
    taken = [path.name for path in sorted((CORPUS / "not").iterdir()) if describe(path)["is_bounce"]]
    print(f"\ntaken for one among not/: {', '.join(taken) or 'none'}")
    _print_speed([(CORPUS / "mail" / name).read_bytes() for name in mails])


def _crossed(parts: Sequence[Sequence[str]], lessons: Lessons, with_documents: bool) -> Score:
    """The sum over the parts, each read with what the other parts teach."""
    total = Score()
    for part in parts:
        others = [name for other in parts if other is not part for name in other]
        with lessons.forgetting_all_but(others, with_documents=with_documents):
            total += Score.of(part)
    return total


def _print_score(name: str, runs: Sequence[Score]) -> None:
    """The mean of the runs, with the lowest and the highest where they differ."""
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
    print(f"| {name} | {' | '.join(cells)} |")


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
