"""What is done with an intake (begin, save, resume, finish, print, discard), without any widget."""
