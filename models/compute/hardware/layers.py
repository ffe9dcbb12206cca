"""A floating-point job, a dense network in single precision, as each kind of machine computes it."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass

import numpy as np

from .orders import Hardware, Singles


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Weights of layers that keep what is positive, and the inputs on which they are asked."""

    weights: tuple[Singles, ...]
    """One (outputs, inputs) for each layer [1]."""
    inputs: Singles
    """(samples, inputs) [1]."""


def drawn_network(samples: int, width: int, layers: int, rng: np.random.Generator) -> Network:
    """A network with normal weights, scaled so that its signals keep their size.

    Parameters
    ----------
    samples
        Inputs [1].
    width
        Of every layer [1].
    layers
        How many [1].
    rng
        Draws weights and inputs.
    """
    scale = np.float32(np.sqrt(2 / width))
    weights = tuple(
        rng.standard_normal((width, width), dtype=np.float32) * scale for _ in range(layers)
    )
    return Network(weights, rng.standard_normal((samples, width), dtype=np.float32))


def outputs(network: Network, hardware: Hardware) -> Singles:
    """What the network answers on one kind of machine, (samples, width) [1].

    Parameters
    ----------
    network
        With its inputs.
    hardware
        How scalar products are added up.
    """
    signals = network.inputs
    for weights in network.weights[:-1]:
        signals = np.maximum(hardware(signals[:, None, :], weights), np.float32(0))
    return hardware(signals[:, None, :], network.weights[-1])


def in_half_precision(network: Network) -> Singles:
    """What a cheater answers who computes in half precision, at a fraction of the work.

    Notes
    -----
    Source: ours. Signals and weights are rounded to half precision, and each layer's sums too.
    """
    signals = network.inputs.astype(np.float16)
    for number, weights in enumerate(network.weights):
        sums = signals.astype(np.float32) @ weights.astype(np.float16).astype(np.float32).T
        last = number == len(network.weights) - 1
        signals = (sums if last else np.maximum(sums, 0)).astype(np.float16)
    return signals.astype(np.float32)


def distance(one: Singles, other: Singles) -> float:
    """Largest difference between two answers, in parts of the largest number in the first [1].

    Examples
    --------
    >>> distance(np.float32([4, 2]), np.float32([4, 1]))
    0.25
    """
    difference = np.abs(one.astype(np.float64) - other.astype(np.float64))
    return float(difference.max() / np.abs(one).max())
