"""How long invoices are kept by law, also of a deleted customer."""

RETENTION_YEARS = 8
"""§ 147 (3) AO and § 14b (1) UStG since 2025, counted from the end of the year of issue."""

LEGAL_BASIS = "§ 147 AO, § 14b UStG"
