"""The tree of places that the apps share: regions, directions, centres, stores."""
