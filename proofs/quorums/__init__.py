"""The arithmetic of certificates: for any number of validators and any distribution of stake."""
