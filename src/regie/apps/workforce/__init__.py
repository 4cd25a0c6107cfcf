"""People needed per post, centre, direction and nation."""
