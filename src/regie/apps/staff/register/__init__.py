"""The register of personnel: everybody who works here or did, in the order of their entry."""
