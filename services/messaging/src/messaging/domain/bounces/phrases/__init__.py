"""What mail servers say, family by family.

Each family maps a meaning to patterns. They see a line in lower case with single spaces, each address in it replaced by
`@addr` and each web address by its host, so that no address's or link's own words count.
"""

from collections.abc import Mapping

from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.phrases.languages import LANGUAGES
from messaging.domain.bounces.phrases.providers import PROVIDERS
from messaging.domain.bounces.phrases.servers import SERVERS
from messaging.domain.bounces.phrases.standard import STANDARD

Family = Mapping[Meaning, tuple[str, ...]]

OWN: tuple[Family, ...] = (PROVIDERS, SERVERS)
COMMON: tuple[Family, ...] = (STANDARD, LANGUAGES)

__all__ = ["COMMON", "OWN", "Family"]
