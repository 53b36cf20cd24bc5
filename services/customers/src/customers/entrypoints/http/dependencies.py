"""What the routes of customers ask the process for."""

from typing import Annotated, cast

from fastapi import Depends, Request

from customers.adapters.bank_data import BankVault, vault_of
from customers.settings import Settings


async def _settings(request: Request) -> Settings:
    return cast(Settings, request.app.state.settings)


Environment = Annotated[Settings, Depends(_settings)]


async def _vault(settings: Environment) -> BankVault:
    return vault_of(settings.bank_data_keys)


Vault = Annotated[BankVault, Depends(_vault)]
