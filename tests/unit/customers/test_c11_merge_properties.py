"""C11 as properties: nothing is lost, an undo is the way back, and the order of merges does not matter."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from customers.domain.customer import (
    Address,
    Block,
    Customer,
    CustomerData,
    CustomerStatus,
    SealedBankDetails,
)
from customers.domain.merge import FIELDS, MergeMemory, Side, merge, plan_merge, take_back
from customers.domain.newsletter import NewsletterState
from customers.domain.participant import Participant
from customers.domain.placeholder import PlaceholderEmails

NOW = datetime(2026, 3, 1, tzinfo=UTC)
bounded = settings(max_examples=50)
LATER = NOW + timedelta(days=3)
NOBODY = PlaceholderEmails(["keine@verein.example"])
ids = st.uuids(version=4)
dates = st.sampled_from([None, date(2018, 5, 4), date(2019, 1, 1)])
words = st.sampled_from(["Emma", "EMMA", "Müller", "Mueller", "Ben", "Groß"])
groups = st.lists(st.sampled_from([UUID(int=n) for n in range(1, 6)]), unique=True, max_size=3).map(tuple)
choices = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(Side))


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    """A live customer with whatever may be known of one."""
    participants = draw(st.lists(st.builds(Participant, ids, words, words, dates), max_size=4))
    status = draw(st.sampled_from([CustomerStatus.ACTIVE, CustomerStatus.BLOCKED]))
    email = draw(st.sampled_from(["keine@verein.example", f"{draw(ids)}@example.org"]))
    return Customer(
        id=draw(ids),
        number=draw(st.integers(10_001, 10**6)),
        data=CustomerData(
            email=email,
            first_name=draw(st.none() | words),
            last_name=draw(words),
            company_name=draw(st.none() | words),
            phone=draw(st.none() | st.just("+491711234567")),
            address=draw(st.none() | st.builds(Address, st.none() | words, st.none() | st.just("24534"))),
            customer_group_ids=draw(groups),
            recipient_group_ids=draw(groups),
        ),
        email_is_placeholder=NOBODY.cover(email),
        created_at=NOW,
        updated_at=NOW,
        status=status,
        block=Block("Grund", draw(ids), NOW) if status is CustomerStatus.BLOCKED else None,
        version=draw(st.integers(1, 50)),
        newsletter_state=draw(st.sampled_from(NewsletterState)),
        bank_details=draw(st.none() | st.builds(SealedBankDetails, st.binary(min_size=1), words)),
        participants=sorted(participants, key=lambda participant: participant.id),
    )


def merged(source: Customer, survivor: Customer, chosen: dict[str, Side]) -> MergeMemory:
    return merge(plan_merge(source, survivor, chosen), source, survivor, NOBODY, NOW)


def shown(customer: Customer) -> Customer:
    """What the desk sees: all but versions and times of change."""
    return replace(customer, version=0, email_version=0, updated_at=NOW)


@bounded
@given(customers(), customers(), choices)
def test_c11_a_merge_and_its_undo_change_nothing(
    source: Customer, survivor: Customer, chosen: dict[str, Side]
) -> None:
    source_before, survivor_before = deepcopy(source), deepcopy(survivor)
    memory = merged(source, survivor, chosen)
    restored = take_back(memory, survivor, source.version + 2, NOBODY, LATER)
    assert shown(restored) == shown(source_before)
    assert shown(survivor) == shown(survivor_before)
    assert restored.version > source_before.version
    assert survivor.version == survivor_before.version + 2


@bounded
@given(customers(), customers(), choices)
def test_c11_m5_who_unsubscribes_between_merge_and_undo_gets_the_newsletter_as_neither(
    source: Customer, survivor: Customer, chosen: dict[str, Side]
) -> None:
    memory = merged(source, survivor, chosen)
    survivor.unsubscribe_newsletter(LATER, LATER)
    restored = take_back(memory, survivor, source.version + 2, NOBODY, LATER)
    mailed = {NewsletterState.CONFIRMED, NewsletterState.REQUESTED}
    assert not mailed & {restored.newsletter_state, survivor.newsletter_state}


@bounded
@given(customers(), customers(), choices)
def test_c11_no_participant_is_lost_and_none_is_there_twice(
    source: Customer, survivor: Customer, chosen: dict[str, Side]
) -> None:
    plan = plan_merge(source, survivor, chosen)
    own = {p.id for p in survivor.participants}
    merge(plan, source, survivor, NOBODY, NOW)
    there = [p.id for p in survivor.participants]
    assert len(there) == len(set(there))
    assert set(there) == own | {p.id for p in plan.moved}
    # Notes on a participant go where the participant went.
    assert {plan.joined.get(p.id, p.id) for p in source.participants} <= set(there)
    assert set(plan.joined.values()) <= own


@bounded
@given(customers(), customers(), customers())
def test_c11_a_into_b_into_c_is_the_same_in_either_order(a: Customer, b: Customer, c: Customer) -> None:
    a2, b2, c2 = deepcopy(a), deepcopy(b), deepcopy(c)
    merged(a, b, {})
    merged(b, c, {})
    merged(b2, c2, {})
    merged(a2, c2, {})
    assert {p.id for p in c.participants} == {p.id for p in c2.participants}
    assert set(c.data.customer_group_ids) == set(c2.data.customer_group_ids)
    assert (c.status, c.newsletter_state) == (c2.status, c2.newsletter_state)
    assert c.former_numbers == c2.former_numbers
    assert replace(c.data, customer_group_ids=(), recipient_group_ids=()) == replace(
        c2.data, customer_group_ids=(), recipient_group_ids=()
    )


@bounded
@given(customers(), customers())
def test_c11_an_end_of_the_newsletter_and_a_block_win_unless_chosen(
    source: Customer, survivor: Customer
) -> None:
    states = {source.newsletter_state, survivor.newsletter_state}
    own = survivor.newsletter_state
    was_blocked = CustomerStatus.BLOCKED in (source.status, survivor.status)
    free = deepcopy(survivor)
    merged(source, survivor, {})
    ended = NewsletterState.UNSUBSCRIBED
    assert survivor.newsletter_state is (ended if ended in states else own)
    assert (survivor.status is CustomerStatus.BLOCKED) == was_blocked
    wanted = source.newsletter_state
    merged(source, free, {"newsletter": Side.SOURCE})
    assert free.newsletter_state is wanted


@bounded
@given(customers(), customers(), customers(), choices)
def test_c11_two_merges_into_one_can_be_taken_back_in_either_order(
    one: Customer, other: Customer, survivor: Customer, chosen: dict[str, Side]
) -> None:
    before, first = deepcopy(survivor), deepcopy(one)
    memory = merged(one, survivor, {})
    merged(other, survivor, chosen)
    restored = take_back(memory, survivor, one.version + 2, NOBODY, LATER)
    assert shown(restored) == shown(first)
    assert {p.id for p in before.participants} <= {p.id for p in survivor.participants}


@bounded
@given(customers(), customers())
def test_c11_an_undo_keeps_what_was_changed_since(source: Customer, survivor: Customer) -> None:
    memory = merged(source, survivor, {"phone": Side.SOURCE})
    survivor.change(replace(survivor.data, phone="+49301234567"), NOBODY, LATER)
    newcomer = Participant(UUID(int=1), "Neu", "Dabei")
    survivor.participants.append(newcomer)
    restored = take_back(memory, survivor, source.version + 2, NOBODY, LATER)
    assert survivor.data.phone == "+49301234567"
    assert newcomer in survivor.participants
    assert newcomer not in restored.participants
