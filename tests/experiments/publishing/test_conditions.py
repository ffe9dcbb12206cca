"""The conditions that sentences rest on: worked examples and every refusal."""

import pytest
from hybridstake.experiments.publishing.conditions import Facts, failures

FACTS = Facts(
    numbers={
        "delay.floor": 0.3,
        "delay.promise": 0.2,
        "delay.never": None,
        "model.third": "1/3",
        "model.tenth": 0.1,
        "model.count": 21,
        "model.strict": "false",
        "model.rule": "load-or-participation",
        "model.cap": "none",
    },
    verdicts={"C36": "holds if", "C37": "refuted", "plan.fast-secure.intersection": "refuted"},
)


@pytest.mark.parametrize(
    "holds",
    [
        "C37 = refuted",
        "C37 != proved",
        "C36 = holds if",
        "plan.fast-secure.intersection = refuted",
        "delay.floor > delay.promise",
        "delay.promise <= delay.floor",
        "model.third = 1/3",
        "model.third < 0.3334",
        "model.third > 0.3333",
        "model.tenth = 1/10",
        "model.count >= 21",
        "model.count != 20",
        "model.strict = false",
        "model.rule != authority-shortage",
        "model.cap = none",
        "delay.never = none",
        "C37 = refuted,\n  delay.floor > 0",
    ],
)
def test_a_sentence_follows_when_all_its_conditions_are_met(holds: str) -> None:
    assert failures(holds, FACTS) == []


@pytest.mark.parametrize(
    ("holds", "reasons"),
    [
        ("C37 = proved", ["C37 is refuted"]),
        ("C37 != refuted", ["C37 is refuted"]),
        ("delay.floor <= delay.promise", ["delay.floor is 0.3, not <= delay.promise (0.2)"]),
        ("model.third = 2/3", ["model.third is 1/3, not 2/3"]),
        ("model.strict = true", ["model.strict is false, not true"]),
        ("C37 = proved, model.count < 21", ["C37 is refuted", "model.count is 21, not < 21"]),
    ],
)
def test_every_condition_that_is_not_met_is_a_reason(holds: str, reasons: list[str]) -> None:
    assert failures(holds, FACTS) == reasons


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "="])
def test_nothing_stands_in_no_order_to_a_number(sign: str) -> None:
    assert failures(f"delay.never {sign} 1", FACTS) == [
        f"delay.never is none, not {'' if sign == '=' else f'{sign} '}1"
    ]
    assert len(failures(f"model.cap {sign} 0.05", FACTS)) == 1


@pytest.mark.parametrize(
    ("holds", "message"),
    [
        ("C37", "'C37' is not NAME OPERATOR VALUE"),
        ("", "'' is not NAME OPERATOR VALUE"),
        ("C37 = refuted,", "'' is not NAME OPERATOR VALUE"),
        ("__import__('os') = 1", "\"__import__('os') = 1\" is not NAME OPERATOR VALUE"),
        ("C38 = open", "C38 is not known; nearest: C37, C36"),
        ("delay.flor > 1", "delay.flor is not known; nearest: delay.floor, delay.never, delay.promise"),
        ("delay.floor > delay.promises", "delay.promises is not known; nearest: delay.promise"),
        ("delay.floor > fast", "fast is not known; nearest: model.strict, delay.promise, model.cap"),
        ("model.third = 1/0", "1/0 is not known; nearest: model.third, model.tenth, model.strict"),
        ("C37 > open", "C37 is compared by = or != with one of proved, refuted, undecided, "
         "holds if, measured, not computable, open"),
        ("C37 = disproved", "C37 is compared by = or != with one of proved, refuted, undecided, "
         "holds if, measured, not computable, open"),
    ],
)  # fmt: skip
def test_a_condition_that_means_nothing_is_refused(holds: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 the whole message follows
        failures(holds, FACTS)
    assert str(caught.value) == message
