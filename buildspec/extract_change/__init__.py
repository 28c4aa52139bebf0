"""Steps 3 and 4: find what would change in production, with git, and save it. `python3 -m buildspec.extract_change`."""
