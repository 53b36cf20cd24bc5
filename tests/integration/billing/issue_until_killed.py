"""Issues invoices one after another and is killed (-9) in the middle of the last, before its commit.

Run as `python -m tests.integration.billing.issue_until_killed DATABASE_URL INVOICE_ID…`.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from uuid import UUID

from billing.adapters.accounts import StoredAccounts
from billing.adapters.customers import StoredCustomers
from billing.adapters.invoices import StoredInvoices
from billing.application.issue_invoice import issue_invoice
from chassis.database import Database
from chassis.events.outbox import Outbox


async def main(url: str, *invoice_ids: str) -> None:
    database = Database(url, "billing")
    for invoice_id in invoice_ids:
        async with database.transaction() as session:
            await issue_invoice(
                StoredCustomers(session),
                StoredInvoices(session),
                StoredAccounts(session),
                Outbox(session),
                invoice_id=UUID(invoice_id),
                at=datetime.now(UTC),
                check=lambda _: None,
            )
            if invoice_id == invoice_ids[-1]:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
