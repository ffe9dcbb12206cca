"""The page behind `hybridstake lab`, on this machine only."""
