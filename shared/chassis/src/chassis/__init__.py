"""The microservice chassis: everything two services need alike, and nothing one needs alone."""
