"""The account that runs on this machine, seen through the AWS APIs: what the drivers and the console read and decide."""
