"""M6: what mail servers around the world say, family by family."""

import tomllib
from pathlib import Path

import pytest

from messaging.domain.bounce import BounceClass
from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.stage import Command
from messaging.domain.bounces.verdict import meaning_of
from messaging.domain.bounces.wording import meaning_of_status, meaning_of_words, status_in

SAID = {
    "postfix": (
        (
            Meaning.UNKNOWN,
            "550 5.1.1 <a@b.de>: Recipient address rejected: User unknown in virtual mailbox table",
        ),
        (
            Meaning.HOST_UNKNOWN,
            "Host or domain name not found. Name service error for name=b.de type=A: Host not found",
        ),
        (
            Meaning.PASSING,
            "Host or domain name not found. Name service error for name=b.de: Host not found, try again",
        ),
        (Meaning.TAKES_NO_MAIL, "Domain b.de does not accept mail (nullMX)"),
        (Meaning.NETWORK, "connect to mx.b.de[192.0.2.1]:25: Connection refused"),
        (Meaning.EXPIRED, "connect to mx.b.de[192.0.2.1]:25: Connection timed out"),
        (Meaning.SENDER, "554 5.7.1 <a@b.de>: Relay access denied"),
        (Meaning.SENDER, "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]"),
        (Meaning.POLICY, "450 4.2.0 <a@b.de>: Recipient address rejected: Greylisted"),
        (Meaning.FULL, "maildir delivery failed: error writing message: Disk quota exceeded"),
        (Meaning.SYSTEM, 'Command died with status 127: "/usr/bin/procmail"'),
    ),
    "exim": (
        (Meaning.UNKNOWN, 'unknown local-part "a" in domain "b.de"'),
        (Meaning.UNKNOWN, "550 Unrouteable address"),
        (Meaning.HOST_UNKNOWN, "Unrouteable address"),
        (Meaning.HOST_UNKNOWN, "all relevant MX records point to non-existent hosts"),
        (Meaning.FULL, "mailbox is full: retry timeout exceeded"),
        (Meaning.EXPIRED, "retry timeout exceeded"),
        (Meaning.SENDER, "550 Sender verify failed"),
    ),
    "qmail": (
        (Meaning.UNKNOWN, "Sorry, no mailbox here by that name. (#5.1.1)"),
        (Meaning.UNKNOWN, "553 sorry, this recipient is not in my validrcptto list (#5.7.1)"),
        (Meaning.HOST_UNKNOWN, "Sorry, I couldn't find any host named b.invalid. (#5.1.2)"),
        (Meaning.EXPIRED, "I'm not going to try again; this message has been in the queue too long."),
        (Meaning.NETWORK, "This message is looping: it already has my Delivered-To line. (#5.4.6)"),
        (Meaning.SENDER, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
    ),
    "sendmail": (
        (Meaning.UNKNOWN, "550 5.1.1 <a@b.de>... User unknown"),
        (Meaning.HOST_UNKNOWN, "550 5.1.2 <a@b.de>... Host unknown (Name server: b.de: host not found)"),
        (Meaning.SENDER, "501 5.1.8 <a@b.de>... Domain of sender address does not exist"),
        (Meaning.SYSTEM, "452 4.3.1 Insufficient system storage"),
    ),
    "exchange": (
        (
            Meaning.UNKNOWN,
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@b.de not found by SMTP address lookup",
        ),
        (Meaning.UNKNOWN, "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"),
        (Meaning.FULL, "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException"),
        (Meaning.DISABLED, "550 5.7.13 STOREDRV.Deliver.Exception:AccountDisabledException"),
        (Meaning.HOST_UNKNOWN, "550 5.4.310 DNS domain b.invalid does not exist"),
        (Meaning.POLICY, "550 5.7.606 Access denied, banned sending IP [192.0.2.1]"),
        (Meaning.SENDER, "550 5.7.64 TenantAttribution; Relay Access Denied"),
        (Meaning.UNKNOWN, "The e-mail account does not exist at the organization this message was sent to."),
    ),
    "domino and groupwise": (
        (Meaning.UNKNOWN, "User a (a@b.de) not listed in Domino Directory"),
        (Meaning.UNKNOWN, "The message that you sent was undeliverable to the following: a (user not found)"),
        (Meaning.FULL, "No messages can be delivered to this database because of quota restrictions"),
    ),
    "google": (
        (Meaning.UNKNOWN, "550-5.1.1 The email account that you tried to reach does not exist."),
        (Meaning.FULL, "552-5.2.2 The email account that you tried to reach is over quota and inactive."),
        (Meaning.DISABLED, "550-5.2.1 The email account that you tried to reach is disabled."),
        (Meaning.POLICY, "450-4.2.1 The user you are trying to contact is receiving mail at a rate that"),
        (Meaning.SPAM, "550-5.7.1 Our system has detected that this message is likely unsolicited mail."),
        (Meaning.TOO_LARGE, "552-5.2.3 Your message exceeded Google's message size limits."),
    ),
    "yahoo and aol": (
        (
            Meaning.UNKNOWN,
            "554 delivery error: dd This user doesn't have a yahoo.de account (a@yahoo.de) [0]",
        ),
        (
            Meaning.DISABLED,
            "554 delivery error: dd Sorry, cannot be delivered. This mailbox is disabled (554.30).",
        ),
        (Meaning.FULL, "554 delivery error: dd Requested mail action aborted: exceeded storage allocation"),
        (Meaning.POLICY, "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred"),
    ),
    "germany": (
        (Meaning.UNKNOWN, "550 5.1.1 user unknown"),
        (Meaning.UNKNOWN, "550 Benutzer nicht bekannt/User unknown"),
        (Meaning.UNKNOWN, "Die eingegebene E-Mail-Adresse konnte nicht gefunden werden."),
        (Meaning.UNKNOWN, "Der Empfänger a@b.de ist auf diesem System unbekannt"),
        (Meaning.FULL, "552 5.2.2 Over STORAGE quota"),
        (Meaning.FULL, "550 Benutzer hat das Speichervolumen ueberschritten."),
        (Meaning.FULL, "Das Postfach des Empfängers ist voll"),
        (Meaning.DISABLED, "550 5.2.1 <a@gmx.de>... User is inactive"),
        (Meaning.SENDER, "554-gmx.net Nemesis ESMTP Service not available 554-No SMTP service"),
        (Meaning.SPAM, "550-5.7.0 Message considered as spam or virus, rejected."),
    ),
    "france, russia, china": (
        (Meaning.UNKNOWN, "550 5.1.1 Adresse d au moins un destinataire invalide. OFR204_416 [416]"),
        (Meaning.FULL, "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR204_417 [417]"),
        (Meaning.UNKNOWN, "550 invalid mailbox. Local mailbox a@mail.ru is unavailable: user not found"),
        (
            Meaning.DISABLED,
            "550 invalid mailbox. Local mailbox a@mail.ru is unavailable: account is disabled",
        ),
        (Meaning.UNKNOWN, "550 User not found: a@163.com"),
        (Meaning.SPAM, "554 DT:SPM mx1"),
    ),
    "anybody": (
        (Meaning.UNKNOWN, "550 local part not recognized: recipient j.doe.sen@b.de does not exist"),
        (Meaning.UNAVAILABLE, "550 sorry, that recipient isn't in my list of allowed recipients"),
        (Meaning.UNKNOWN, "550 Delivery is not allowed to this address. This user does not exist"),
        (Meaning.UNKNOWN, "550 MAIL REFUSED - address a@b.de unknown"),
        (Meaning.FULL, "552 mailbox for user is full, try again later"),
        (Meaning.FULL, "550 Mailbox is full / Blocks limit exceeded / Inode limit exceeded"),
        (
            Meaning.FULL,
            "552 5.2.2 This message is larger than the system limit or the recipient's mailbox is full.",
        ),
        (Meaning.DISABLED, "550 <a@b.de>: Recipient address rejected: Account Closed"),
        (Meaning.HOST_UNKNOWN, "Die Domain b.invalid existiert nicht"),
        (
            Meaning.HOST_UNKNOWN,
            "550 5.1.2 Bad destination host 'DNS Hard Error looking up b.invalid (MX): NXDomain'",
        ),
        (Meaning.SENDER, "550 Too many invalid recipients"),
        (Meaning.SENDER, "550 5.1.0 <a@b.de> sender rejected: invalid sender domain"),
        (Meaning.MOVED, "551 5.1.6 Recipient has moved, please try b@b.de"),
        (Meaning.MOVED, "The person you are trying to reach is no longer with the company"),
        (Meaning.DISABLED, "550 Account has been suspended"),
        (Meaning.UNAVAILABLE, "550 Requested action not taken: mailbox unavailable"),
        (Meaning.POLICY, "550 5.7.1 This message is not RFC 5322 compliant"),
        (Meaning.REFUSED, "554 5.7.0 Reject"),
    ),
}


@pytest.mark.parametrize(
    ("meaning", "said"),
    [pair for family in SAID.values() for pair in family],
    ids=[f"{name}-{number}" for name, family in SAID.items() for number in range(len(family))],
)
def test_m6_what_servers_mean(meaning: Meaning, said: str) -> None:
    assert meaning_of_words(said) is meaning


NOT_ABOUT_THE_ADDRESS = """
550 Host name lookup failed for your server
550 Helo host unknown
554 5.7.1 The HELO host name is unknown
550 5.7.1 Your mail server's host name was not found in DNS
550 Your domain does not exist
550 Sender's domain not found
550 return path domain not found
550 sender mailbox does not exist
550 mail from user unknown
550 You are not a known user of this server
550 Authentication failed: user unknown
535 Invalid user or password
550 No such domain for relaying
550 Domain not found in SPF record
550 Your IP address is unknown
550 spam: URL host not found
550 invalid domain literal
550 Invalid recipient header
550 Too many invalid recipients
450 4.1.1 <a@b.de>: Recipient address rejected: unverified address: connect to mx.b.de: Connection refused
450 4.1.1 <a@b.de>: Recipient address rejected: unverified address: Address verification in progress
"""


@pytest.mark.parametrize("said", NOT_ABOUT_THE_ADDRESS.strip().splitlines())
def test_m6_unknown_senders_hosts_and_headers_are_no_unknown_recipients(said: str) -> None:
    status = status_in(said)
    meaning = meaning_of([said], status, Command.RCPT)
    assert meaning is None or meaning.bounce(status).bounce_class is not BounceClass.HARD


LANGUAGES = tomllib.loads(Path(__file__).with_name("languages.toml").read_text())


@pytest.mark.parametrize(
    ("reason", "said"), [(reason, said) for reason, sentences in LANGUAGES.items() for said in sentences]
)
def test_m6_other_languages_are_understood(reason: str, said: str) -> None:
    meaning = meaning_of_words(said)
    assert meaning is not None
    assert meaning.reason == reason


@pytest.mark.parametrize(
    "said",
    ["550 user.unknown@spam.example", "see https://example.com/mailbox-full#userunknown", "hello", ""],
)
def test_m6_the_words_in_addresses_and_links_do_not_count(said: str) -> None:
    assert meaning_of_words(said) is None


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        ("5.1.1", Meaning.UNKNOWN),
        ("5.1.2", Meaning.HOST_UNKNOWN),
        ("5.1.6", Meaning.MOVED),
        ("5.1.8", Meaning.SENDER),
        ("5.1.10", Meaning.TAKES_NO_MAIL),
        ("4.2.2", Meaning.FULL),
        ("5.3.4", Meaning.TOO_LARGE),
        ("4.4.7", Meaning.EXPIRED),
        ("5.7.26", Meaning.POLICY),
        ("5.0.0", None),
        (None, None),
    ],
)
def test_m6_what_a_status_means_by_itself(status: str | None, meaning: Meaning | None) -> None:
    assert meaning_of_status(status) is meaning
