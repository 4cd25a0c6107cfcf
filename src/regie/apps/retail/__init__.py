"""Sales, targets, consolidation and what-if of a network of stores."""
