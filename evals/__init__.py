"""Which model and which prompt review best, measured on changes whose good review is known."""
