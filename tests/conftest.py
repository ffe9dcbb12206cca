"""How all tests sample, and that they can be interrupted."""

import signal

from hypothesis import settings

# A busy machine is no failure, so no deadline; laws that need more points ask for them by themselves.
settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")

# Whoever starts the suite in the background has it ignore interrupts, and all that it starts: tests
# that send one would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
