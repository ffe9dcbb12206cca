"""Selfish mining: what a withholding miner earns by a fixed rule, and by the best."""

from functools import partial

from ...models.attacks.chains.choices import Strategy
from ...models.attacks.chains.eyal2014 import profit_threshold
from ...models.attacks.chains.optimal_mining import paying_share
from ...models.attacks.chains.selfish import Selfish
from ...models.attacks.chains.truncated_mining import TruncatedSelfish
from ..running.precision import Precision
from .value import Published

SAPIRSHTEIN = "Sapirshtein, Sompolinsky & Zohar 2016, table 1"
SHARES = (1 / 3, 0.35, 0.375, 0.4, 0.425, 0.45)
FIXED = "0.33333 0.36651 0.42118 0.48372 0.55801 0.65177"
BEST = "0.33705 0.37077 0.42600 0.48866 0.56808 0.66891"
SHORTER = "quoted from memory; a lower end there, of branches below 95 blocks"
CUT = "quoted from memory; branches stay below 95 blocks, which was found by trying"
TRUNCATION = 95
"""Blocks that no branch reaches in that table [block]."""
SLOW = 0.41
"""Share from which branches are so long that the best rule takes seconds to find."""


def withheld(share: float, strategy: Strategy) -> float:
    """What a rule earns where ties are lost [1]."""
    found = Selfish(share=share, gamma=0.0, strategy=strategy).exact()
    assert found is not None, "up to 0.45 both ends are within 1e-6"
    return found.probability


def cut_off(share: float) -> float:
    """What the best rule of short branches earns where ties are lost [1]."""
    return TruncatedSelfish(share=share, gamma=0.0, truncation=TRUNCATION).exact().probability


def uniform_threshold() -> float:
    """Power from which withholding pays if each honest miner draws between equal branches [%]."""
    return 100 * paying_share(0.5, width=1e-7, any_time=True)


def precision(share: float) -> Precision:
    """Least precision at which the best rule is looked for."""
    if share < SHARES[1]:
        return Precision.TINY
    return Precision.FULL if share > SLOW else Precision.DEFAULT


PUBLISHED = (
    *(
        Published(
            source="Eyal & Sirer 2014; " + SAPIRSHTEIN,
            what=f"share of a selfish miner with {share:.4g}, ties lost",
            printed=printed,
            ours=partial(withheld, share, Strategy.SM1),
            reading="quoted from memory",
            table="share of a selfish miner with 1/3 to 0.45, ties lost",
        )
        for share, printed in zip(SHARES, FIXED.split(), strict=True)
    ),
    Published(
        source="Eyal & Sirer 2014, section 5",
        what="power from which selfish mining pays, half of the ties won",
        printed="0.25",
        ours=partial(profit_threshold, 0.5),
        reading="quoted from memory",
    ),
    Published(
        source="Sapirshtein, Sompolinsky & Zohar 2016",
        what="power from which the best rule pays, ties broken uniformly [%]",
        printed="23.21",
        ours=uniform_threshold,
        reading="quoted from memory",
        precision=Precision.DEFAULT,
    ),
    *(
        Published(
            source=SAPIRSHTEIN,
            what=f"share of the best rule with {share:.4g}, ties lost",
            printed=printed,
            ours=partial(withheld, share, Strategy.OPTIMAL),
            reading="quoted from memory" if share < 0.4 else SHORTER,
            precision=precision(share),
        )
        for share, printed in zip(SHARES, BEST.split(), strict=True)
    ),
    *(
        Published(
            source=SAPIRSHTEIN,
            what=f"the same with {share:.4g}, branches below {TRUNCATION} blocks",
            printed=printed,
            ours=partial(cut_off, share),
            reading=CUT,
            table="share of the best rule with 0.4 to 0.45, branches cut off",
            precision=Precision.DEFAULT,
        )
        for share, printed in zip(SHARES[3:], BEST.split()[3:], strict=True)
    ),
)
"""Published values, each with the miner that answers it."""
