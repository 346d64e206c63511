"""The result page: what was concluded, why, and the paper."""
