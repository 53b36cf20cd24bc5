"""Offers, bookings, invoices and credit."""
