"""
The program of buildspec/build.yml: runs a team's build and leaves evidence of it.

It uses the standard library only and shares nothing with the rest of the project: it runs beside the code under
review.
"""
