"""The errors that a caller of the models may act on."""


class InvalidParameter(ValueError):
    """A value outside its permitted range; the message names the field, the rule and the value."""


class Unreliable(ArithmeticError):
    """A number was asked for that nothing found can stand behind; the message says why."""
