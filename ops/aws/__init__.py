"""What operators ask of AWS, and no function does."""
