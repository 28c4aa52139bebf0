"""The web console of the one-machine cloud: executions, the mailbox, the approval dialog."""
