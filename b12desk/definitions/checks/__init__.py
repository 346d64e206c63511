"""What must hold across the items and files of a form, one function a group of rules; each yields `Problem` values."""
