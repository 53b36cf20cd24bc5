"""The whole system on one machine, without containers: `python -m deploy.local`.

Apache Kafka, PostgreSQL, the gateway and a mail catcher come from the lock file; the services run from
this checkout. `system.LocalSystem` is the same as a library, for tests.
"""
