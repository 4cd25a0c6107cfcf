"""What is kept about a person, why and how long; their own copy of it; erasure."""
