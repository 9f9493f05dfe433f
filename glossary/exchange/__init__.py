"""Files of other people, read into terms, and terms written for other programs."""
