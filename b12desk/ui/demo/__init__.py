"""The demonstration: a sample patient walked through the real window."""
