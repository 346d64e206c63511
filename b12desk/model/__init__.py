"""The words of the house as frozen values: what is asked, what was answered, what was concluded. No behaviour."""
