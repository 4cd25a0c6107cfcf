"""One answer for somebody who tries a model from the console."""
