from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.fields import all_fields
from hybridstake.experiments.comparing.subject import Subject
from hybridstake.experiments.evaluating.variation import differences, varied
from hybridstake.experiments.parameter_files import load


def test_the_fields_that_differ_are_those_of_the_preset(pair: Comparison) -> None:
    expected = [f"{table}.{key}" for table, key in differences(load("reference"), load("plan"))]
    assert [each.name for each in pair.differing] == expected


def test_values_are_written_as_in_a_file(pair: Comparison) -> None:
    told = {each.name: each.as_dict() for each in pair.fields}
    assert told["issuance.yearly_cap"] == {
        "field": "issuance.yearly_cap",
        "old": '"none"',
        "new": "0.05",
    }
    assert told["fast.authority_threshold"]["new"] == '"5/6"'


def test_a_file_by_itself_is_held_against_the_plan() -> None:
    changed = varied(load("plan"), {"rewards.authority_share": 0.4})
    found = all_fields([Subject("A", "mine.toml", changed)])
    assert [(each.name, each.words, each.of_plan_words) for each in found if each.departs] == [
        ("rewards.authority_share", ("0.4",), "0.6")
    ]
    assert not any(each.differs for each in found)
    assert found[0].as_dict() == {"field": "token.supply", "value": "1000000000"}
