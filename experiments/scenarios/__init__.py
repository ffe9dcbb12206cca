"""The plan's risks and hopes as files, for `hybridstake simulate --scenario`."""
