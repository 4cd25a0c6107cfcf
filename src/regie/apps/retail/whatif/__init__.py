"""What would have been earned at other prices, volumes or costs."""
