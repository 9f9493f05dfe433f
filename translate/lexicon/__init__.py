"""Words that the model does not know, and what a dictionary says of them."""
