"""The window, a hand that presses what is on it, and what it looks like."""
