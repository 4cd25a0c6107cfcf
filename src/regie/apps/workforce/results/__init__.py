"""People required per post, centre, direction and nation, and why."""
