"""What make runs around the CDK: build the layer, look before a deployment, clean up after the last."""
