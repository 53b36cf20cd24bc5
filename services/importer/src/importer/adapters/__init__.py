"""The database, Kafka's log, and the libraries that know e-mail addresses and telephone numbers."""
