"""Questions to the source that the support staff wrote as SQL, judged before they run."""
