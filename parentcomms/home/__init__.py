"""Pages that only compose: staff home, one child's record, family page, audit page."""
