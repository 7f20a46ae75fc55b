"""Pages that only compose what other rooms know: staff home, one child's record, family page, audit."""
