"""Experiments that are added, in the group `hybridstake.experiments`.

An addition is a module as `experiments/running/question.py` describes it: its docstring's first line is
the question, and it holds `READS`, `cases(protocol, parameters, precision)`, `answer(case, generators)`
and `numbers(table)`. It is answered by `hybridstake reproduce NAME` alone: the paper does not wait for
it, and claims are not settled by it.
"""

from types import ModuleType

from .plugin import Plugin, shown

FUNCTIONS = ("cases", "answer", "numbers")


def module_of(plugin: Plugin) -> ModuleType:
    """The module that a package adds."""
    found = plugin.load()
    if not isinstance(found, ModuleType) or not found.__doc__:
        raise plugin.broken("be a module whose docstring is a question", shown(found))
    for name in FUNCTIONS:
        if not callable(getattr(found, name, None)):
            raise plugin.broken(f"have a function {name}", "none")
    reads = getattr(found, "READS", None)
    if not isinstance(reads, tuple) or not all(isinstance(each, str) for each in reads):
        raise plugin.broken("have READS, a tuple of parameters", shown(reads))
    return found
