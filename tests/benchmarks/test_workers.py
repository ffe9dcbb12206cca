"""Both cores are used, the answer is the same, and memory does not grow with the trials."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from hybridstake.experiments.commands.terminal import PROCESSORS
from hybridstake.experiments.running.ordered_map import ordered_map
from hybridstake.experiments.running.seeds import Stream, generator
from hybridstake.experiments.running.workplace import Workplace
from hybridstake.models.attacks.committees.committee import Committee
from hybridstake.models.attacks.sampling import CHUNK, Sample, sample
from hybridstake.models.attacks.stopping import Precision

pytestmark = pytest.mark.exhaustive

CHUNKS = 1_024
COMMAND = "from hybridstake.experiments.commands.main import main; main()"
MEASURED = """
import json, resource, subprocess, sys
said = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=True).stdout
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
print(json.dumps({"peak": peak, **json.loads(said)}))
"""


def drawn_by(workers: int) -> Sample:
    """A hundred million committees."""
    question = Committee(population=1_000, adversaries=330, committee=100, seats=45)
    return sample(
        question,
        partial(generator, 1, question.kind, 0, Stream.SAMPLING),
        Precision(relative_error=1e-9, largest_trials=CHUNKS * CHUNK),
        parallel_map=ordered_map(Workplace(workers)),
    ).tally


def test_two_workers_take_little_more_than_half_the_time(ratio: Callable[..., float]) -> None:
    """Starting them counted in; of a busy machine it says nothing."""
    if os.getloadavg()[0] > PROCESSORS:
        pytest.skip(f"the machine is busy: {os.getloadavg()[0]:.1f} on {PROCESSORS} processors")
    tallies: list[Sample] = []
    found = ratio(
        lambda: tallies.append(drawn_by(2)), lambda: tallies.append(drawn_by(1)), rounds=2
    )
    assert found >= 1.3
    assert all(tally == tallies[0] for tally in [*tallies, drawn_by(3)])


@pytest.mark.parametrize("sampling", ["with-replacement", "without-replacement"])
def test_a_thousand_million_trials_take_less_than_half_a_gigabyte(sampling: str) -> None:
    """Two workers and who waits for them, each counted as large as the largest: minutes of work."""
    options = "--population 1000 --adversaries 330 --committee 100 --seats 45"
    asked = f"attack committee {options} --sampling {sampling}"
    said = subprocess.run(
        [
            *(sys.executable, "-c", MEASURED, sys.executable, "-c", COMMAND, *asked.split()),
            *("--method", "monte-carlo", "--trials", "1000000000", "--relative-error", "1e-9"),
            *("--workers", "2", "--json"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(said.stdout)
    print(f"\n{sampling}: {found['peak'] / 1e6:.0f} MB, {found['seconds']:.0f} s")  # noqa: T201
    assert (found["trials"], found["agrees"], found["stopped"]) == (10**9, True, "trials")
    assert 3 * found["peak"] < 500e6
    share = found["probability"]
    assert found["upper"] - found["lower"] < 2 * 4 * math.sqrt(share * (1 - share) / 10**9)
