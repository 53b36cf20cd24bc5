"""How failed logins slow the next attempt down, without locking the rightful owner out.

Failures are counted for an account together with the address they come from, so that guessing from elsewhere
never delays the owner's own browser; and for an address over all accounts, with far more room, against trying
one password on many accounts. From the first failure past the free ones each doubles the wait, up to a
minute. Counting starts anew after a quarter of an hour without failure, and after a login for that account
and address.
"""

from datetime import datetime, timedelta

FREE_PER_ACCOUNT_AND_ADDRESS = 5
FREE_PER_ADDRESS = 50
FREE_RESETS_PER_ADDRESS = 20
"""Mails with a link that one network address may ask for, until it pauses for a quarter of an hour."""
LONGEST_WAIT = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(minutes=15)


def next_attempt_at(failures: int, last_failure: datetime, free: int) -> datetime:
    """The moment from which the next attempt is read."""
    if failures < free:
        return last_failure
    wait = timedelta(seconds=2 ** min(failures - free, 6))
    return last_failure + min(wait, LONGEST_WAIT)
