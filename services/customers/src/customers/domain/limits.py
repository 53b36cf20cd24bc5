"""How much each field holds, in characters unless it says otherwise."""

SALUTATION = 30
NAME = 100
COMPANY_NAME = 200
EMAIL = 254  # RFC 5321 §4.5.3.1.3: a path has 256 octets with its angle brackets
PHONE = 50
FURTHER_PHONES = 10  # numbers
STREET = 200
POSTAL_CODE = 20
CITY = 100
COUNTRY = 60
GROUPS = 50  # memberships of each kind
PARTICIPANTS = 100  # of one customer
NOTE = 10_000
GROUP_NAME = 100
REASON = 500
CONSENT = 2_000
SEARCH = 200
SEARCH_WORDS = 10
PASSWORD = 1_000
SHORTEST_PASSWORD = 10
