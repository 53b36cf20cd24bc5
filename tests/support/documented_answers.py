"""What mail servers answer, by documents that know nothing of the corpus of mails."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from messaging.domain.bounce import Bounce

FOLDER = Path(__file__).with_suffix("")


@dataclass(frozen=True)
class DocumentedAnswer:
    """One answer. `meant` is the reason that its source gives, or only the class; `blind` whether it was collected
    before anybody looked at the corpus for it.
    """

    source: str
    blind: bool
    text: str
    meant: str

    @property
    def is_a_reply(self) -> bool:
        """Whether another server said it, in the conversation."""
        return self.text[:3].isdigit()

    def fits(self, bounce: Bounce | None) -> bool:
        """Whether that is what its source says."""
        return bounce is not None and self.meant in (bounce.reason.value, bounce.bounce_class.value)


def documented_answers() -> list[DocumentedAnswer]:
    """All of them, by source."""
    return [
        DocumentedAnswer(source["name"], file.stem != "later", text, meant)
        for file in sorted(FOLDER.glob("*.toml"))
        for source in tomllib.loads(file.read_text())["source"]
        for meant, texts in source.items()
        if isinstance(texts, list)
        for text in texts
    ]
