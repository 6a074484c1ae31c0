"""What the templates of papers are made by; it does not travel with the program."""
