"""Files into drafts: decode, find the header, name the columns, read the cells, collect every problem."""
