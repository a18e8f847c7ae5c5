"""The six signals, and the contract in keywords."""

import numpy as np
import pytest

import arrayscope

NAMES = ["shape", "dtype", "non-finite", "value range", "memory", "contiguity"]


@pytest.fixture
def batch():
    a = np.linspace(0, 1, 2 * 4 * 4 * 3, dtype=np.float32).reshape(2, 4, 4, 3)
    a.flags.writeable = False
    return a


def test_six_in_the_order_of_the_lesson(batch):
    six = arrayscope.signals(batch)
    assert [signal.signal for signal in six] == NAMES and len(six) == 6
    assert six.verdict == "pass" and six.ready
    for place, name in enumerate(NAMES):
        attribute = name.replace(" ", "_").replace("-", "_")
        assert six[place] is six[name] is six[attribute] is getattr(six, attribute)
    assert six[-1].signal == "contiguity" and len(six[1:3]) == 2


def test_a_signal_that_does_not_exist_is_refused(batch):
    six = arrayscope.signals(batch)
    with pytest.raises(KeyError, match="valid: shape, dtype"):
        six["mood"]
    with pytest.raises(IndexError):
        six[6]


def test_the_measures_have_the_names_of_the_json(batch):
    six = arrayscope.signals(batch)
    assert six.shape.measured == {"shape": [2, 4, 4, 3], "batch_axis": 0, "batch_length": 2}
    assert six.dtype.measured["dtype"] == "float32"
    assert six.non_finite.measured == {"nan": 0, "pos_inf": 0, "neg_inf": 0, "fraction": 0.0}
    assert six.value_range.measured["channel_axis"] == 3
    assert six.value_range.measured["max"] == 1.0
    assert six.memory.measured["nbytes"] == batch.nbytes
    assert six.memory.measured["available"] > 0
    assert six.contiguity.measured["strides"] == list(batch.strides)


def test_a_measure_cannot_be_changed_from_outside(batch):
    six = arrayscope.signals(batch)
    six.shape.measured["shape"] = "mine"
    assert six.shape.measured["shape"] == [2, 4, 4, 3]


def test_the_first_offending_index_is_told(batch):
    spoiled = batch.copy()
    spoiled[1, 2, 3, 0] = np.nan
    spoiled[1, 3, 0, 1] = -np.inf
    signal = arrayscope.signals(spoiled).non_finite
    assert signal.verdict == "fail"
    assert [evidence.index for evidence in signal.evidence[:2]] == [(1, 2, 3, 0), (1, 3, 0, 1)]
    assert np.isnan(signal.evidence[0].value)
    assert arrayscope.signals(spoiled, non_finite_budget=2).non_finite.verdict != "fail"


@pytest.mark.parametrize(
    ("keywords", "signal", "verdict"),
    [
        ({"shape": (2, 4, 4, 3)}, "shape", "pass"),
        ({"shape": (None, 4, -1, 3)}, "shape", "pass"),
        ({"shape": (3, 4, 4, 3)}, "shape", "fail"),
        ({"shape": 5}, "shape", "fail"),
        ({"dtype": "float32"}, "dtype", "pass"),
        ({"dtype": np.float32}, "dtype", "pass"),
        ({"dtype": "f4"}, "dtype", "pass"),
        ({"dtype": "bfloat16"}, "dtype", "fail"),
        ({"dtype": np.dtype("u1")}, "dtype", "fail"),
        ({"bounds": (0, 1)}, "value range", "pass"),
        ({"bounds": [0.25, 1]}, "value range", "fail"),
        ({"memory_budget": 10}, "memory", "fail"),
        ({"available_memory": 10}, "memory", "warn"),
        ({"channel_axis": 0}, "value range", "pass"),
        ({"siblings": {"y": np.zeros(3, np.float64)}}, "dtype", "warn"),
    ],
)
def test_the_contract_is_kept_or_broken(batch, keywords, signal, verdict):
    judged = arrayscope.signals(batch, **keywords)[signal]
    assert judged.verdict == verdict, judged


@pytest.mark.parametrize(
    ("keywords", "error"),
    [
        ({"bounds": (1, 0)}, ValueError),
        ({"bounds": (1,)}, ValueError),
        ({"bounds": (np.nan, 1)}, ValueError),
        ({"batch_axis": 4}, IndexError),
        ({"channel_axis": -5}, IndexError),
        ({"shape": (2.5,)}, TypeError),
        ({"shape": (-2,)}, ValueError),
        ({"dtype": "float13"}, TypeError),
        ({"memory_budget": -1}, TypeError),
        ({"siblings": [1]}, Exception),
        ({"mood": 1}, TypeError),
    ],
)
def test_a_contract_that_cannot_be_is_refused(batch, keywords, error):
    with pytest.raises(error):
        arrayscope.signals(batch, **keywords)


def test_arrays_without_measures_still_have_six_signals():
    six = arrayscope.signals(np.array(["a", "b"]))
    assert [signal.verdict for signal in six][2:4] == ["info", "info"]
    assert six.non_finite.measured == {}
    assert six.non_finite.to_dict()["measured"] is None
