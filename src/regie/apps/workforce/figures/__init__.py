"""What was counted: volumes per centre, task and period; people present per centre and post."""
