"""The server of the one-machine cloud: one port, one process, MiniStack with what it lacks in front of it."""
