"""Hostile input: texts and files that try to break a room, and the rooms that have to bear them."""
