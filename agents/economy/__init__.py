"""The protocol's side of an epoch: load, mode, issuance, fees, prices, and the books."""
