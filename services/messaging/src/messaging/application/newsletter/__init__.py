"""Consent to the newsletter by mail, and its end."""
