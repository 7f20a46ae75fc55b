"""What the service takes, beside an alternative or a limit: `make bench`, or one by its name."""
