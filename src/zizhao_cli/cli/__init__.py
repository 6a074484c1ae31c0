"""Commands, one module for each noun: take arguments, call one thing, hand the answer to render."""
