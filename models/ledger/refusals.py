"""What a caller hears when a step may not be taken."""


class Refused(ValueError):
    """A step whose guard does not hold: nothing has changed; the message names step, rule, values."""
