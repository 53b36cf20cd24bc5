"""`GET /api/customers/{id}/personal-data`: what all services hold of one customer (Art. 15 and 20 GDPR)."""
