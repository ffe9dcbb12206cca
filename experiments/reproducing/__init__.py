"""The steps from parameters to the paper, each only when something that it stands on has changed."""
