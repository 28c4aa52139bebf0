"""Amazon SES as its configuration sets show it: the events of each mail, and the mailbox simulator."""
