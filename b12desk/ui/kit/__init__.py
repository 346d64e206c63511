"""The pieces every page is made of: style, panels, buttons, labels, text boxes. Knows nothing of the engine."""
