"""What a function's first call costs, from the start of its process, beside bare boto3 with as many calls of AWS."""
