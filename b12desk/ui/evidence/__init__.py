"""The clinic's own evidence on the screen. Imported after the first paint."""
