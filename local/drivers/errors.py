"""What keeps a driver from going on."""


class DriverError(Exception):
    """One sentence for the person at the terminal: what is wrong, and what to do."""
