"""CodeCommit on one machine: bare repositories in a folder, which `git push` reaches over smart HTTP."""
