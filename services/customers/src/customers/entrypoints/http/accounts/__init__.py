"""Who logs in: sessions, passwords, staff accounts, the portal accounts of customers."""
