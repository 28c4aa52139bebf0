"""The sorting service as a CDK app: `cdk deploy`."""

import aws_cdk as cdk

from sorting_stack import SortingStack

app = cdk.App()
SortingStack(app, "SortingService")
app.synth()
