"""Results show themselves, escape what they show, and travel."""

import copy
import html.parser
import json
import pickle

import numpy as np
import pytest

import arrayscope


def results():
    a = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    spoiled = a.copy()
    spoiled[0, 1, 2] = np.nan
    signals = arrayscope.signals(spoiled, bounds=(0, 5), available_memory=10**9)
    return {
        "layout": arrayscope.layout(a[:, ::-1]),
        "reshape": arrayscope.explain_reshape(a.T, 24),
        "summary": arrayscope.summary(spoiled),
        "axis_stats": arrayscope.axis_stats(spoiled, 0),
        "profile": arrayscope.profile(spoiled, 1),
        "every axis": arrayscope.compute_axis_stats(spoiled),
        "no axis": arrayscope.compute_axis_stats(np.float32(1)),
        "empty": arrayscope.axis_stats(np.zeros((0, 3), np.int16), 0),
        "nothing left": arrayscope.axis_stats(np.zeros((3, 0), np.int16), 0),
        "histogram": arrayscope.histogram(spoiled, 3),
        "channels": arrayscope.histogram(spoiled, 3, channel_axis=1),
        "no channel": arrayscope.histogram(np.zeros((0, 3)), 3, channel_axis=0),
        "signals": signals,
        "signal": signals.non_finite,
        "evidence": signals.non_finite.evidence[0],
    }


RESULTS = results()


@pytest.mark.parametrize("name", RESULTS)
def test_results_survive_pickling_and_copying(name):
    result = RESULTS[name]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(result, protocol))
        assert again == result and type(again) is type(result)
        assert repr(again) == repr(result)
        assert repr(again.to_dict()) == repr(result.to_dict())
    assert copy.deepcopy(result) == result


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_equal_to_themselves_only(name):
    assert RESULTS[name] == results()[name]
    assert RESULTS[name] != object()
    for other, result in RESULTS.items():
        if other != name:
            assert RESULTS[name] != result, other


@pytest.mark.parametrize("name", RESULTS)
def test_results_cannot_be_changed(name):
    if name in ("every axis", "no axis"):
        return  # tuples
    for attribute in ("shape", "anything"):
        with pytest.raises(AttributeError):
            setattr(RESULTS[name], attribute, 1)


@pytest.mark.parametrize("name", RESULTS)
def test_plain_values_are_plain(name):
    def plain(value):
        if isinstance(value, dict):
            return all(type(key) is str and plain(inner) for key, inner in value.items())
        if isinstance(value, list):
            return all(plain(inner) for inner in value)
        return value is None or type(value) in (bool, int, float, str)

    told = RESULTS[name].to_dict()
    assert plain(told), told
    json.dumps(told)


def test_texts_are_short_and_say_what_matters():
    assert repr(RESULTS["summary"]) == (
        "Summary(count=23, min=0, max=23, mean=11.73913, std=6.973349, nan=1)"
    )
    assert repr(RESULTS["reshape"]).startswith(
        "Reshape (4, 3, 2) to (24,): copy of 96 bytes, because"
    )
    assert repr(RESULTS["axis_stats"]).startswith(
        "AxisStats(axis=0, length=2, shape=(3, 4), nan=1)\n"
    )
    assert repr(RESULTS["signals"]).startswith("Signals: fail\n")
    assert "4 elements, 16 bytes, backwards" in repr(RESULTS["layout"])
    big = arrayscope.compute_axis_stats(np.zeros((50, 60, 70), np.float32))
    assert len(repr(big)) < 2000


class Checker(html.parser.HTMLParser):
    """Every tag is closed; nothing runs or is loaded."""

    VOID = {"rect", "circle", "polyline"}

    def __init__(self):
        super().__init__()
        self.open = []
        self.texts = []

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "img", "link", "iframe", "object", "b"), tag
        for name, value in attributes:
            assert not name.startswith("on") and name not in ("href", "src"), name
            assert "url(" not in (value or "")
        self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        assert tag in self.VOID, tag

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def texts_of(result):
    checker = Checker()
    checker.feed(result._repr_html_())
    assert checker.open == []
    return checker.texts


@pytest.mark.parametrize("name", [name for name in RESULTS if name != "evidence"])
def test_html_is_well_formed_and_loads_nothing(name):
    assert texts_of(RESULTS[name])


def test_what_an_array_says_is_escaped():
    hostile = '<script>alert("1")</script>&<b>'
    records = np.zeros(2, [(hostile, "f4")])
    assert any(hostile in text for text in texts_of(arrayscope.layout(records)))
    assert "<b>" not in arrayscope.layout(records)._repr_html_()
    siblings = {hostile: np.zeros(3, np.float64)}
    signals = arrayscope.signals(np.zeros(2, np.float32), siblings=siblings)
    assert any(hostile in text for text in texts_of(signals))


def test_a_verdict_is_a_word_and_not_a_colour_alone():
    texts = " ".join(texts_of(RESULTS["signals"]))
    assert "✗ fail" in texts and "✓ pass" in texts


def test_sparklines_draw_any_numbers():
    from arrayscope._spark import bars, line

    top = np.finfo("f8").max
    for values in (
        [],
        [1.0],
        [np.nan],
        [np.inf, 1],
        [1, np.nan, 2, 3],
        [-top, top],
        range(10_000),
        [3.0] * 9,
    ):
        drawn = line(np.array(values, "f8"))
        assert (
            drawn.startswith("<svg") and "nan" not in drawn.split("<title>")[1].split("</title>")[1]
        )
    assert bars(np.arange(1000)).count("<rect") <= 180
