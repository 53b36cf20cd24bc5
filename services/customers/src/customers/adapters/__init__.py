"""PostgreSQL, Kafka and the libraries behind the ports."""
