"""The staff's side of conversations: the queue, answers, templates."""
