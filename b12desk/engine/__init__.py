"""Everything that decides: which questions apply, what an answer means, what is recommended. Plain Python, no Qt."""
