"""Mail to customers and the account of every delivery."""
