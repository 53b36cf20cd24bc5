"""A mail server for one machine: takes every mail, shows it, and answers some addresses with reports."""
