"""C10: what is told of a customer is what is purged, and no table is forgotten by both."""

from importlib import import_module
from typing import Any

import pytest

from chassis.personal_data import Deleted, Emptied, Follows, Kept
from chassis.tables import tables_of
from customers.entrypoints.http.personal_data.page import WORDS

SERVICES = ("customers", "billing", "messaging", "importer")


def _map_of(service: str) -> Any:
    return import_module(f"{service}.adapters.data_map")


@pytest.mark.parametrize("service", SERVICES)
def test_c10_every_table_is_in_the_data_map_or_says_why_not(service: str) -> None:
    import_module(f"{service}.bootstrap")
    tables = {*tables_of(service).tables, *tables_of("chassis").tables}
    mapped = {held.columns.name for held in _map_of(service).DATA_MAP}
    without = _map_of(service).WITHOUT_PERSONAL_DATA
    assert tables - mapped - without.keys() == set(), "say in data_map.py what becomes of these tables"
    assert mapped & without.keys() == set()
    assert without.keys() - tables == set(), "these tables are no more"
    assert all(without.values())


@pytest.mark.parametrize("service", SERVICES)
def test_c10_a_column_is_told_unless_there_is_a_reason(service: str) -> None:
    for held in _map_of(service).DATA_MAP:
        columns = set(held.columns.columns.keys())
        assert held.untold.keys() <= columns, held.kind
        assert all(held.untold.values()), held.kind


@pytest.mark.parametrize("service", SERVICES)
def test_c10_an_emptied_table_says_of_each_column_whether_it_stays(service: str) -> None:
    for held in _map_of(service).DATA_MAP:
        if isinstance(held.fate, Emptied):
            columns = set(held.columns.columns.keys())
            assert held.fate.values.keys() | held.fate.stays == columns, held.kind
            assert held.fate.values.keys() & held.fate.stays == set(), held.kind


@pytest.mark.parametrize("service", SERVICES)
def test_c10_what_follows_goes_with_what_it_hangs_on(service: str) -> None:
    data_map = _map_of(service).DATA_MAP
    leaders = {held.kind: held for held in data_map}
    for held in data_map:
        if isinstance(held.fate, Follows) and isinstance(leaders[held.fate.kind].fate, Deleted | Kept):
            (key,) = held.columns.foreign_keys
            assert key.column.table is leaders[held.fate.kind].columns
            assert key.ondelete == "CASCADE", held.kind


@pytest.mark.parametrize("service", SERVICES)
def test_each_kind_of_data_has_a_heading_in_both_languages(service: str) -> None:
    assert {held.kind for held in _map_of(service).DATA_MAP} <= WORDS["kinds"].keys()
