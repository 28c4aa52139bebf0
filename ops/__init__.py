"""
The operator's command line, `./review`.

commands/   one file a command: options, one question, one answer
aws/        what only operators ask of AWS; the rest is lambdas/shared/aws
the others  what is asked and told, without AWS
"""
