"""Records of valid results: what they save, exactly and in sampled histories."""

import numpy as np
import pytest
from hybridstake.models.compute.redundancy.adaptive import (
    TRUSTED_FROM,
    chance_replicated,
    mean_copies,
    mean_copies_if_all_count,
)


def test_newcomers_are_always_replicated_and_others_less_and_less() -> None:
    """BOINC, AdaptiveReplication: below ten valid results never trusted, else with 1 - 1 / CV."""
    records = np.array([0, 1, 9, 10, 20, 1_000])
    assert chance_replicated(records).tolist() == [1.0, 1.0, 1.0, 0.1, 0.05, 0.001]
    assert TRUSTED_FROM == 10


def test_copies_of_a_history_in_which_every_job_counts() -> None:
    """By hand: 1 + (10 + sum of 1/k from 10 to n - 1) / n; 1.1235 at 100 jobs and 1.0147 at 1000."""
    assert mean_copies_if_all_count(100) == pytest.approx(1.1235, abs=5e-5)
    assert mean_copies_if_all_count(1_000) == pytest.approx(1.0147, abs=5e-5)
    harmonic = sum(1 / valid for valid in range(10, 100))
    assert mean_copies_if_all_count(100) == pytest.approx(
        1 + (10 + harmonic) / 100, rel=1e-12, abs=0
    )


def test_only_what_is_compared_counts_and_so_costs_more() -> None:
    """The first ten jobs twice; the eleventh with 1/10 once more; then the record is 10 or 11."""
    exact = mean_copies(12)
    assert exact[:10].tolist() == [2.0] * 10
    assert exact[10] == pytest.approx(1 + 10.1 / 11, rel=1e-12, abs=0)
    twelfth = 0.9 / 10 + 0.1 / 11
    assert exact[11] == pytest.approx(1 + (10.1 + twelfth) / 12, rel=1e-12, abs=0)
    assert mean_copies(100)[-1] > mean_copies_if_all_count(100)


def test_sampled_histories_agree() -> None:
    rng = np.random.default_rng(1)
    records, copies = np.zeros(4_000, dtype=np.int64), np.zeros(4_000)
    for _ in range(200):
        replicated = rng.random(len(records)) < chance_replicated(records)
        records += replicated
        copies += 1 + replicated
    found = copies / 200
    half = 4 * found.std() / np.sqrt(len(found))
    assert abs(found.mean() - mean_copies(200)[-1]) < half


def test_a_record_grows_like_the_root_of_twice_the_history() -> None:
    jobs = 4_000
    replicated = (mean_copies(jobs)[-1] - 1) * jobs
    assert replicated == pytest.approx(np.sqrt(2 * jobs), rel=0.05, abs=0)
