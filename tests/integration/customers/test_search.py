"""Finding customers (C3, C7): one search field, filters, order, pages."""

from typing import Any

from tests.integration.customers.conftest import Customers


async def _people(customers: Customers) -> dict[str, dict[str, Any]]:
    bodies: list[dict[str, Any]] = [
        {"last_name": "Müller-Lüdenscheidt", "first_name": "Käthe", "email": "kaethe@wasser.example"},
        {"last_name": "Groß", "first_name": "Jörg", "phone": "+49 (0)30 123 45 67"},
        {
            "last_name": "Bauer",
            "first_name": "Zoë",
            "participants": [{"first_name": "Finn", "last_name": "O'Hara"}],
        },
        {
            "last_name": None,
            "company_name": "100% Sport & Spaß",
            "is_company": True,
            "email": "a_b@firma.example",
        },
    ]
    made = [
        await customers.create(**{"first_name": None, "phone": None, "address": None, **b}) for b in bodies
    ]
    return {item["last_name"] or item["company_name"]: item for item in made}


async def test_c3_one_field_finds_by_everything_in_any_spelling(customers: Customers) -> None:
    people = await _people(customers)
    expected = {
        "Müller-Lüdenscheidt": ["MÜLLER", "mueller", "muller", "üller lüd", "Luedenscheidt", "kaethe müller",
                                "müllerlüdenscheidt", "wasser.example", "KAETHE@wasser", "scheidt"],
        "Groß": ["gross", "GROß", "joerg", "0301234567", "030 123 45 67", "+49 30 1234567", "+49(0)301234567",
                 "0049 30", "123-45"],
        "Bauer": ["auer", "bau er", "zoe", "Finn", "ohara", "O'Hara"],
        "100% Sport & Spaß": ["100%", "spass", "sport firma", "a_b@firma"],
    }  # fmt: skip
    for name, queries in expected.items():
        for q in [*queries, str(people[name]["number"])]:
            assert await customers.found(q) == {name}, q


async def test_c3_an_email_is_found_to_its_last_character(customers: Customers) -> None:
    people = {
        email: (await customers.create(last_name=name, email=email))["last_name"]
        for name, email in [("Berg", "anne.kirchberg@verein.example"), ("Tal", "anne.kirchberg@post.example")]
    }
    for email, name in people.items():
        for typed in (email, email.upper(), email[:-4], email[5:]):
            assert await customers.found(typed) == {name}, typed
    assert await customers.found("anne.kirchberg@") == {"Berg", "Tal"}
    assert await customers.found("anne.kirchberg@firma.example") == set()


async def test_c3_several_words_narrow_and_wildcards_are_text(customers: Customers) -> None:
    await _people(customers)
    assert await customers.found("müller groß") == set()
    for q in ("_", "%%", "gr_ß", "a%b", "\\"):
        assert "Groß" not in await customers.found(q) or q == "\\", q
    assert len(await customers.found("")) == 4


async def test_c3_a_word_without_three_letters_in_a_row_is_found_as_a_whole(customers: Customers) -> None:
    await customers.create(last_name=None, company_name="Spiel@Bad", is_company=True, email="a@firma.example")
    assert await customers.found("l@b") == {"Spiel@Bad"}
    assert await customers.found("a@b") == set()


async def test_c3_a_change_is_found_at_once_and_the_old_no_longer(customers: Customers) -> None:
    created = await customers.create(last_name="Altmann")
    url = f"/api/customers/{created['id']}"
    await customers.desk.patch(url, json={"last_name": "Neumann"}, headers={"If-Match": "*"})
    assert (await customers.found("altmann"), await customers.found("neumann")) == (set(), {"Neumann"})


async def test_c7_filters_combine_with_each_other_and_the_search(customers: Customers) -> None:
    group = (await customers.desk.post("/api/customer-groups", json={"name": "Vereine"})).json()["id"]
    news = (await customers.desk.post("/api/recipient-groups", json={"name": "Eltern"})).json()["id"]
    await customers.create(last_name="Alle", customer_group_ids=[group], recipient_group_ids=[news])
    await customers.create(last_name="Gruppe", customer_group_ids=[group], address={"postal_code": "99999"})
    blocked = await customers.create(last_name="Gesperrt", recipient_group_ids=[news])
    await customers.desk.post(f"/api/customers/{blocked['id']}/block", json={"reason": "x"})
    assert await customers.found("", customer_group_id=group) == {"Alle", "Gruppe"}
    assert await customers.found("", customer_group_id=group, recipient_group_id=news) == {"Alle"}
    assert await customers.found("", postal_code="245") == {"Alle", "Gesperrt"}
    assert await customers.found("", status="blocked") == {"Gesperrt"}
    assert await customers.found("all", customer_group_id=group, status="active", credit="zero") == {"Alle"}
    assert await customers.found("", credit="positive") == set()


async def test_pages_are_complete_and_in_order(customers: Customers) -> None:
    for name in ("Öder", "Ober", "Zander", "Ander", "ander"):
        await customers.create(last_name=name)
    for field in ("number", "name", "email", "city", "credit_cents", "created_at", "updated_at"):
        for sort, q in ((field, None), (f"-{field}", None), (field, "er"), (f"-{field}", "er")):
            listed = await _all_pages(customers, sort, q)
            assert len({item["id"] for item in listed}) == 5, (sort, q)
            if field == "name":
                names = [item["last_name"].lower() for item in listed]
                expected = ["ander", "ander", "ober", "öder", "zander"]
                assert names == (expected[::-1] if sort.startswith("-") else expected)
            elif field != "city":
                values = [item[field] for item in listed]
                assert values == sorted(values, reverse=sort.startswith("-")), (sort, q)


async def _all_pages(customers: Customers, sort: str, q: str | None) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = []
    query: dict[str, Any] = {"sort": sort, "limit": 2} | ({"q": q} if q else {})
    while True:
        page = (await customers.desk.get("/api/customers", params=query)).json()
        assert page["total"] == 5
        listed += page["items"]
        if page["next_cursor"] is None:
            return listed
        query["cursor"] = page["next_cursor"]


async def test_a_bad_list_query_is_refused(customers: Customers) -> None:
    bad: dict[str, Any] = {
        "sort": "phone",
        "limit": 201,
        "cursor": "kaputt",
        "credit": "much",
        "q": "x" * 201,
    }
    for name, value in bad.items():
        answer = await customers.desk.get("/api/customers", params={name: value})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [name]
