"""The audit log on the screen. Imported after the first paint."""
