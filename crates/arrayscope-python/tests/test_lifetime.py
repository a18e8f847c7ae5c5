"""Owners are kept as long as they are needed and no longer."""

import gc
import weakref

import numpy as np

import arrayscope


class Owner(np.ndarray):
    """An array that can be watched."""


def owner() -> Owner:
    return np.arange(24.0).reshape(2, 3, 4).view(Owner)


def test_results_do_not_hold_the_array():
    a = owner()
    results = [
        arrayscope.layout(a),
        arrayscope.summary(a),
        arrayscope.compute_axis_stats(a),
        arrayscope.histogram(a),
        arrayscope.signals(a),
        arrayscope.mean(a, axis=0),
    ]
    watched = weakref.ref(a)
    del a
    gc.collect()
    assert watched() is None
    assert results[2][0].mean[1, 1] == 11  # and they are still what they were


def test_a_slice_holds_the_array():
    a = owner()
    section = arrayscope.extract_slice(a, {0: 1})
    watched = weakref.ref(a)
    del a
    gc.collect()
    assert section[2, 3] == 23
    assert watched() is not None
    del section
    gc.collect()
    assert watched() is None


def test_arrays_of_a_result_outlive_it():
    stats = arrayscope.axis_stats(np.arange(12.0).reshape(3, 4), 0)
    mean, nan = stats.mean, stats.nan
    del stats
    gc.collect()
    assert mean.tolist() == [4, 5, 6, 7] and nan.tolist() == [0, 0, 0, 0]


def test_an_attribute_is_made_once():
    stats = arrayscope.axis_stats(np.arange(12.0).reshape(3, 4), 0)
    for name in ("mean", "var", "std", "min", "max", "count", "nan", "pos_inf", "neg_inf"):
        assert getattr(stats, name) is getattr(stats, name), name


def test_counts_of_what_is_finite_take_no_memory_and_cannot_be_written():
    stats = arrayscope.axis_stats(np.ones((2, 1000, 1000), np.float32), 0)
    for counts in (stats.count, stats.nan, stats.pos_inf, stats.neg_inf):
        assert counts.shape == (1000, 1000) and counts.dtype == np.int64
        assert counts.strides == (0, 0) and not counts.flags.writeable
    assert stats.count[5, 5] == 2 and stats.nan[5, 5] == 0
    spoiled = arrayscope.axis_stats(np.array([[1.0, np.nan]]), 0)
    assert spoiled.nan.tolist() == [0, 1] and not spoiled.nan.flags.writeable


def test_an_array_is_the_vector_that_was_computed():
    mean = arrayscope.axis_stats(np.ones((2, 1000, 1000), np.float32), 0).mean
    assert mean.flags.c_contiguous and not mean.flags.owndata
    assert mean.dtype == np.float32
