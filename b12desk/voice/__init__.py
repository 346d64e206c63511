"""Reading aloud by the system's own voice, offline: what a voice is, the three systems', and what is said when."""
