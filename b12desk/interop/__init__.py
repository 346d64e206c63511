"""Records that come from other programs, and records made for them."""
