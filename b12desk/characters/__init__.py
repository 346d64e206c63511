"""Characters that show nothing, or steer what shows them: told apart, taken out, or written so that they are seen."""
