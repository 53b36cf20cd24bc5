"""How the world reaches this service: HTTP, Kafka, and the worker's loops."""
