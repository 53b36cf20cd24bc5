"""The corpus of mails that came back, beside the repository: real ones with the answers that are expected."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from messaging.bounces import describe

BESIDE = Path(__file__).parents[3] / "shared" / "corpora" / "bounces"
CORPUS = Path(os.environ.get("BOUNCE_CORPUS", BESIDE))
FOLDS = 5
NO_BOUNCES = frozenset({"feedback", "vacation", "delivered"})
# Reasons there are finer than ours. Whatever is not about address, host or a full mailbox is one bucket.
BUCKETS = {
    "userunknown": "address_unknown",
    "hasmoved": "address_unknown",
    "hostunknown": "host_unknown",
    "mailboxfull": "mailbox_full",
}
_HOUSES = {
    **dict.fromkeys(("gmail", "googlegroups", "google", "gsuite"), "google"),
    **dict.fromkeys(("exchange2003", "exchange2007", "office365", "outlook", "microsoft"), "microsoft"),
    **dict.fromkeys(("amazonses", "amazonworkmail", "receivingses"), "amazon"),
    **dict.fromkeys(("sendmail", "v5sendmail"), "sendmail"),
    **dict.fromkeys(("ezweb", "kddi"), "kddi"),
    **dict.fromkeys(("yahoo", "yahooinc", "aol"), "yahoo"),
    **dict.fromkeys(("einsundeins", "gmx"), "united internet"),
    **dict.fromkeys(("domino", "notes"), "domino"),
}


def fold_of(name: str) -> int:
    """The fold of a mail: by its name alone, so that it was fixed before anybody looked."""
    return int(hashlib.sha256(b"stammkunde:" + name.encode()).hexdigest(), 16) % FOLDS


def shuffled_folds(names: Iterable[str], seed: int) -> list[list[str]]:
    """Five folds that only the seed decides."""
    mixed = sorted(names, key=lambda name: hashlib.sha256(f"{seed}:{name}".encode()).digest())
    return [mixed[number::FOLDS] for number in range(FOLDS)]


def families(names: Iterable[str]) -> list[list[str]]:
    """The mails by who reported or refused, as the corpus names them; what one house writes is one family."""
    found: dict[str, list[str]] = {}
    for name in names:
        said_by = name.partition("-")[2].rpartition("-")[0]
        found.setdefault(_HOUSES.get(said_by, said_by), []).append(name)
    return list(found.values())


def expected() -> dict[str, dict[str, Any]]:
    """The answers by file name, without those that the corpus leaves open."""
    told: dict[str, dict[str, Any]] = json.loads((CORPUS / "expected.json").read_text())
    return {name: answer for name, answer in told.items() if answer["expected"]}


def is_bounce(answer: dict[str, Any]) -> bool:
    """Whether the corpus expects a bounce."""
    return answer["expected"][0]["reason"] not in NO_BOUNCES


@dataclass
class Score:
    """How well mails were read. `taken` counts mails that are no bounce and were called one."""

    mails: int = 0
    recipients: int = 0
    buckets: int = 0
    hard: int = 0
    called_hard: int = 0
    rightly_hard: int = 0
    taken: int = 0

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """The score of these mails of the corpus."""
        score, answers = cls(), expected()
        for name in names:
            score.add(answers[name], describe(CORPUS / "mail" / name))
        return score

    def add(self, answer: dict[str, Any], found: dict[str, Any]) -> None:
        """Counts one mail. Of several recipients any will do; the answer is then that about this one."""
        if not is_bounce(answer):
            self.taken += found["is_bounce"]
            return
        named = [recipient.lower() for recipient in answer["recipients"]]
        at = named.index(found["recipient"]) if found["recipient"] in named else None
        wanted = answer["expected"][at if at is not None and at < len(answer["expected"]) else 0]
        bucket = found["reason"] if found["reason"] in BUCKETS.values() else "other"
        called_hard = found["class"] == "hard"
        self.mails += 1
        self.recipients += at is not None
        self.buckets += BUCKETS.get(wanted["reason"], "other") == bucket
        self.hard += wanted["hard"]
        self.called_hard += called_hard
        self.rightly_hard += called_hard and wanted["hard"]

    def __add__(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def precision(self) -> float:
        """Of those called hard, the share that is."""
        return self.rightly_hard / max(self.called_hard, 1)

    @property
    def recall(self) -> float:
        """Of those that are hard, the share that was called so."""
        return self.rightly_hard / max(self.hard, 1)
