"""Tables of people: read by a map, judged row by row, written as a table. Only the command line uses it."""
