"""What reaches billing from outside: HTTP, events and time."""
