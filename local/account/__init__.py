"""The account on this machine through the AWS APIs: what the drivers and the console read and decide."""
