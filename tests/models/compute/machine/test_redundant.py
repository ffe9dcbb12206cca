"""Jobs given to providers: what is accepted, what it costs, and whom disputes blame."""

import numpy as np
import pytest
from hybridstake.models.compute.machine.agreement import AgreementBroken, Limits
from hybridstake.models.compute.machine.catalogue import Order, job_named
from hybridstake.models.compute.machine.execution import run
from hybridstake.models.compute.machine.redundant import Providers, Verdict, run_redundantly
from hybridstake.models.compute.machine.repeated import compared, run_repeatedly
from hybridstake.models.compute.redundancy.rules import (
    Scheme,
    iterative,
    progressive,
    traditional,
)
from hybridstake.models.errors import InvalidParameter, Unreliable

ORDER = Order(job=job_named("coin-flips"), seed=1, steps=40)


def jobs(scheme: Scheme, providers: Providers, number: int, seed: int = 1) -> list[Verdict]:
    rngs = (np.random.default_rng((seed, each)) for each in range(number))
    return run_repeatedly(ORDER, scheme, providers, 8, rngs)


@pytest.mark.parametrize("scheme", [iterative(2), progressive(3), traditional(3)], ids=str)
def test_executed_jobs_cost_and_err_as_the_formulas_say(scheme: Scheme) -> None:
    providers = Providers(cheaters=0.3, colluding=True)
    found = compared(jobs(scheme, providers, 60), scheme, providers)
    assert found.agrees
    assert 0 < found.wrong < 30


@pytest.mark.parametrize(
    "scheme",
    [iterative(1), iterative(3), progressive(1), progressive(5), traditional(5)],
    ids=str,
)
def test_cheaters_by_themselves_cost_what_their_formulas_say(scheme: Scheme) -> None:
    providers = Providers(cheaters=0.4, colluding=False)
    found = compared(jobs(scheme, providers, 60), scheme, providers)
    assert found.agrees
    assert (found.wrong > 0) == (scheme.votes_needed == 1)


def test_other_cheaters_than_assumed_are_noticed() -> None:
    scheme, few = iterative(3), Providers(cheaters=0.05, colluding=True)
    verdicts = jobs(scheme, Providers(cheaters=0.4, colluding=True), 60)
    assert not compared(verdicts, scheme, few).agrees


def test_a_dispute_blames_no_honest_provider_and_every_outvoted_cheater() -> None:
    for colluding in (True, False):
        for verdict in jobs(iterative(2), Providers(cheaters=0.4, colluding=colluding), 25):
            liars = {copy.party.name for copy in verdict.copies if not copy.is_right}
            blamed = {name for each in verdict.disputes for name in each.blamed}
            assert blamed <= liars
            losers = [copy for copy in verdict.copies if copy.digest != verdict.accepted]
            assert len(verdict.disputes) == len(losers)
            if verdict.is_right:
                assert blamed == liars
                assert not verdict.is_overturned
            else:
                honest = any(copy.is_right for copy in verdict.copies)
                assert verdict.is_overturned == honest


def test_cheaters_save_the_work_that_they_do_not_do() -> None:
    whole = run(ORDER).fuel
    (verdict,) = jobs(traditional(31), Providers(cheaters=0.3, colluding=True), 1)
    for copy in verdict.copies:
        assert copy.fuel >= whole if copy.is_right else copy.fuel < whole
    assert verdict.fuel == sum(copy.fuel for copy in verdict.copies)


def test_those_who_collude_agree_and_the_others_do_not() -> None:
    for colluding in (True, False):
        (verdict,) = jobs(traditional(31), Providers(cheaters=0.3, colluding=colluding), 1)
        wrong = [copy.digest for copy in verdict.copies if not copy.is_right]
        assert len(wrong) > 1
        assert len(set(wrong)) == (1 if colluding else len(wrong))


def test_each_of_those_who_collude_is_blamed_by_its_own_name() -> None:
    (verdict,) = jobs(traditional(31), Providers(cheaters=0.3, colluding=True), 1)
    liars = [(copy.party.name,) for copy in verdict.copies if not copy.is_right]
    assert [each.blamed for each in verdict.disputes] == liars
    assert len(set(liars)) == len(liars) > 1


def test_what_is_returned_is_what_was_committed_to() -> None:
    (verdict,) = jobs(traditional(5), Providers(cheaters=0.3, colluding=False), 1, seed=3)
    assert len({copy.party.commitment for copy in verdict.copies}) == len(
        {copy.digest for copy in verdict.copies}
    )


def test_nobody_cheats_then_the_least_number_of_copies_suffices() -> None:
    for scheme, copies in ((iterative(4), 4), (progressive(7), 4), (traditional(7), 7)):
        (verdict,) = jobs(scheme, Providers(cheaters=0.0, colluding=True), 1)
        assert verdict.is_right
        assert len(verdict.copies) == copies
        assert verdict.disputes == ()


def test_the_same_seed_gives_the_same_hash_fuel_and_copies() -> None:
    providers = Providers(cheaters=0.3, colluding=False)
    assert jobs(iterative(3), providers, 3) == jobs(iterative(3), providers, 3)
    assert jobs(iterative(3), providers, 3) != jobs(iterative(3), providers, 3, seed=2)


def test_a_search_without_end_is_given_up() -> None:
    with pytest.raises(Unreliable, match=r"^no result is accepted after 1998 copies$"):
        jobs(iterative(3), Providers(cheaters=1.0, colluding=False), 1)


def test_a_scheme_that_can_never_end_is_refused() -> None:
    with pytest.raises(InvalidParameter) as raised:
        jobs(iterative(2001), Providers(cheaters=0.0, colluding=True), 1)
    assert str(raised.value) == (
        "scheme must need at most 2000 equal results where jobs are run, got 2001"
    )


def test_a_job_that_breaks_its_limits_is_nobodys_to_accept() -> None:
    rng = np.random.default_rng(1)
    providers = Providers(cheaters=0.0, colluding=True)
    with pytest.raises(AgreementBroken):
        run_redundantly(ORDER, iterative(2), providers, 8, rng, Limits(fuel=100))


def test_shares_outside_their_range_are_refused() -> None:
    with pytest.raises(InvalidParameter) as raised:
        Providers(cheaters=1.5, colluding=True)
    assert str(raised.value) == "cheaters must lie in [0, 1], got 1.5"
