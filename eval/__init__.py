"""Scores of translations: metrics with signatures, significance, reports."""
