"""One module for each format, in order."""
