-- One database per service; each service creates its tables itself when it starts.
CREATE DATABASE customers;
CREATE DATABASE billing;
CREATE DATABASE messaging;
CREATE DATABASE importer;
