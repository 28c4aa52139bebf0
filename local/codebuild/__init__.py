"""CodeBuild on one machine: runs the buildspec of a deployed project in a folder, in the project's role."""
