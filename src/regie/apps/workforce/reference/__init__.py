"""Posts, tasks, their unit times with where each comes from, and the rules of calculation."""
