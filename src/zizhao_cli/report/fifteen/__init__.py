"""The fifteen measures as the office reports them upward: each with its figures, its open ends, and what lists the records behind."""
