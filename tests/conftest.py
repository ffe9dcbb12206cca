"""How all tests sample."""

from hypothesis import settings

# A busy machine is no failure, so no deadline; laws that need more points ask for them by themselves.
settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")
