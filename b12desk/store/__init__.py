"""What is kept between runs: intakes that were begun (drafts) and the settings of the program."""
