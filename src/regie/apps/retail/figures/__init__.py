"""What was sold, added up: dashboard, consolidation, export, and why a figure is what it is."""
