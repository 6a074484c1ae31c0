"""What an officer does: one function for each, with its transaction and its journal entry."""
