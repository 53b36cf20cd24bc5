"""Every figure that the README quotes, each beside its limit or its peer in the same run."""
