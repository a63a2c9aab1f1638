"""Documents on paper: one text, set as Word, PDF, a page and Markdown."""
