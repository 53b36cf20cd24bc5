"""What people and programs send by mistake or on purpose, for each kind of field. Each carries the canary."""

from typing import Any

CANARY = "Kanarienvogel"
MEGABYTE = CANARY + "x" * 1_000_000
LONE_SURROGATE = CANARY + "\ud800"

UNREADABLE: list[Any] = [
    MEGABYTE,
    f"{CANARY}\x00",
    f"{CANARY}\u202efdp.exe",
    f"{CANARY}\u2066x",
    f"{CANARY}\x1b[31m",
    f"{CANARY}\u2028x",
    LONE_SURROGATE,
    {"text": CANARY},
    [CANARY],
    5,
    True,
    1.5,
]
TEXT = [*UNREADABLE, f"{CANARY}\u200bx", f"{CANARY[:3]}\u200d{CANARY[3:]}"]
REQUIRED_LINE = [*TEXT, "", "   ", None]
REQUIRED_TEXT = [*UNREADABLE, "", "   ", None]
EMAIL = [
    *UNREADABLE,
    "",
    None,
    CANARY,
    f"{CANARY}@",
    f"@{CANARY}.de",
    f"{CANARY}@localhost",
    f"{CANARY} <{CANARY}@example.org>",
    f"{CANARY}@example.org, b@example.org",
    f"{CANARY}@@example.org",
    f"{CANARY}ä@example.org",
    f"{CANARY}@exa\u202emple.org",
    f"{CANARY}@[127.0.0.1]",
    f"{CANARY}\n@example.org",
    f'"{CANARY} x"@example.org',
    f"{CANARY}{'x' * 250}@example.org",
]
PHONE = [*UNREADABLE, CANARY, f"0171 {CANARY}", "1", "+", "0" * 60, "112"]
COUNTRY = [*UNREADABLE, CANARY, "D", "DEU", "12"]
LANGUAGE = [*UNREADABLE, CANARY, "fr", "deutsch"]
IBAN = [
    *UNREADABLE,
    "",
    None,
    CANARY,
    "DE89370400440532013001",
    "DE8937040044053201300",
    "DE893704004405320130000",
    "XX89370400440532013000",
    "DE00370400440532013000",
]
BIC = [*UNREADABLE, CANARY, "COBADEFF1", "COBAXXFFXXX", "COBADEF"]
BOOLEAN = [CANARY, "vielleicht", 2, [], {}, f"{CANARY}\x00"]
DATE = [CANARY, "31.12.2019", "2019-02-30", "1899-12-31", "2999-01-01", 1e300, [], {}, True, f"{CANARY}\x00"]
MOMENT = [CANARY, "2019-02-30T10:00:00Z", "2019-01-01T25:00:00Z", 1e300, [], {}, f"{CANARY}\x00"]
NUMBER = [CANARY, "5", -0.01, 100.01, 12.345, True, [], {}, 1e300, -1]
IDS = [
    CANARY,
    [CANARY],
    [None],
    {},
    5,
    ["01990000-0000-7000-8000-000000000001"],
    [f"01990000-0000-7000-8000-{number:012}" for number in range(51)],
]
PHONES = [CANARY, [CANARY], [None], {}, 5, ["0171 1234567"] * 11, [[]]]
PERSONS = [
    CANARY,
    {},
    [CANARY],
    [{}],
    [{"first_name": CANARY}],
    [{"first_name": CANARY, "last_name": CANARY, "note": CANARY}],
    [{"first_name": "Jörg", "last_name": "Müller"}] * 10_000,
]
OBJECT = [CANARY, [], 5, True, {"no_such_field": CANARY}]

CUSTOMER: dict[str, list[Any]] = {
    "salutation": TEXT,
    "first_name": TEXT,
    "last_name": TEXT,
    "company_name": TEXT,
    "is_company": BOOLEAN,
    "email": EMAIL,
    "phone": PHONE,
    "further_phones": PHONES,
    "address": OBJECT,
    "address.street": TEXT,
    "address.postal_code": TEXT,
    "address.city": TEXT,
    "address.country": COUNTRY,
    "bank_details": OBJECT,
    "bank_details.iban": IBAN,
    "bank_details.bic": BIC,
    "bank_details.account_holder": TEXT,
    "customer_group_ids": IDS,
    "recipient_group_ids": IDS,
    "newsletter": BOOLEAN,
    "newsletter_evidence": OBJECT,
    "newsletter_evidence.how": REQUIRED_TEXT,
    "newsletter_evidence.when": MOMENT,
    "newsletter_evidence.wording": REQUIRED_TEXT,
    "language": LANGUAGE,
    "discount_percent": NUMBER,
    "notes": [CANARY],
}
"""Fields of the customer body, and what none of them takes. `notes` is no field of it."""

PARTICIPANT: dict[str, list[Any]] = {
    "first_name": REQUIRED_LINE,
    "last_name": REQUIRED_LINE,
    "birth_date": DATE,
    "customer_id": [CANARY],
}
NOTE = {"text": [*REQUIRED_TEXT, CANARY * 1000], "author": [CANARY]}
GROUP = {"name": [*REQUIRED_LINE, CANARY * 10], "kind": [CANARY]}
REASON = {"reason": [*REQUIRED_TEXT, CANARY * 50]}

WHOLE: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b'"Kanarienvogel"',
    b"{",
    b'{"last_name": "Kanarienvogel"',
    b'{"last_name": "Kanarienvogel\xff"}',
    '{"last_name": "Kanarienvogel"}'.encode("utf-16"),
    b'{"last_name": "Kanarienvogel", "email": 1e400}',
    b'{"last_name": "Kanarienvogel", "discount_percent": 1e400}',
    b'{"last_name": "Kanarienvogel", "discount_percent": NaN}',
    b'{"last_name": "Kanarienvogel", "discount_percent": -Infinity}',
    b'{"last_name": "Kanarienvogel", "participants": [{"birth_date": 1e400}]}',
    b'{"newsletter_evidence": {"how": "Kanarienvogel", "wording": "x", "when": 1e400}}',
    b'{"last_name": "Kanarienvogel", "email": 9' + b"9" * 5000 + b"}",
    b'{"last_name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b"[" * 500_000,
    b'{"last_name": "' + b"x" * 1_100_000 + b'"}',
]
"""Whole bodies that are no customer."""

SEARCH: dict[str, list[str]] = {
    "q": [CANARY * 20, f"{CANARY}\x00", f"{CANARY}\u202e", f"{CANARY}\x1b"],
    "status": [CANARY, "", "active,blocked"],
    "customer_group_id": [CANARY, "1"],
    "recipient_group_id": [CANARY, "1"],
    "credit": [CANARY, "5"],
    "newsletter": [CANARY, "2"],
    "postal_code": [CANARY * 5, f"{CANARY}\x00"],
    "limit": ["0", "-1", "201", CANARY, "1.5", "9" * 40],
    "sort": [CANARY, "-", "--name", "name,email", "order_key", "search_text", "bank_details"],
    "cursor": [CANARY, "e30", "W10", "WzFd", "WyJhIiwgMV0", "W3siZCI6MX1d", "x" * 2001, "W1tbW1tb"],
}
