"""The board, asked over HTTP as a browser asks it, and looked at in one."""
