"""Tables of articles: the corpus mode."""
