"""Statistics over axes, along them and of the whole, against NumPy on the finite values."""

import itertools

import numpy as np
import pytest

import arrayscope
import hostile


def of_finite(a, axis):
    """Every statistic by NumPy in float64, of the finite values only."""
    wide = np.moveaxis(np.asarray(a, "f8"), axis, -1)
    lanes = wide.reshape(-1, wide.shape[-1])
    rows = []
    for lane in lanes:
        finite = lane[np.isfinite(lane)]
        some = finite.size > 0
        rows.append(
            {
                "count": finite.size,
                "nan": np.isnan(lane).sum(),
                "pos_inf": np.isposinf(lane).sum(),
                "neg_inf": np.isneginf(lane).sum(),
                "min": finite.min() if some else np.nan,
                "max": finite.max() if some else np.nan,
                "mean": finite.mean() if some else np.nan,
                "var": finite.var() if some else np.nan,
                "std": finite.std() if some else np.nan,
            }
        )
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def check(stats, a, axis, expected_shape):
    assert stats.shape == expected_shape
    for name, values in of_finite(a, axis).items():
        got = getattr(stats, name)
        assert got.shape == expected_shape, name
        np.testing.assert_allclose(
            np.asarray(got, "f8").ravel(), values, rtol=1e-6, atol=1e-9, err_msg=name
        )


@pytest.mark.parametrize("kind", ["none", "few", "lanes", "all", "inf"])
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_every_axis_of_floats(dtype, kind):
    for shape in [(5,), (3, 4), (2, 3, 4), (5, 3, 130)]:
        a = hostile.spoil(hostile.values(shape, np.dtype(dtype)), kind)
        every = arrayscope.compute_axis_stats(a)
        assert len(every) == a.ndim
        for axis, stats in enumerate(every):
            assert (stats.axis, stats.length) == (axis, shape[axis])
            kept = shape[:axis] + shape[axis + 1 :]
            check(stats, a, axis, kept)
            assert arrayscope.axis_stats(a, axis - a.ndim) == stats
            flat = np.moveaxis(a, axis, 0).reshape(shape[axis], -1)
            check(arrayscope.profile(a, axis), flat, 1, (shape[axis],))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_results_lie_as_their_array_does(order):
    a = hostile.spoil(hostile.values((3, 4, 5), np.dtype("f4")), "few")
    for turned in [a.transpose(order), a.transpose(order)[::-1, :, ::-1]]:
        copy = np.ascontiguousarray(turned)
        for axis, stats in enumerate(arrayscope.compute_axis_stats(turned)):
            strides = turned.min(axis=axis).strides
            same = arrayscope.axis_stats(copy, axis)
            assert stats == same and repr(stats.to_dict()) == repr(same.to_dict())
            for name in ("mean", "var", "std", "min", "max"):
                assert getattr(stats, name).strides == strides, name
            counts = [stats.count, stats.nan, stats.pos_inf, stats.neg_inf]
            assert {counted.strides for counted in counts} <= {
                (0, 0),
                tuple(2 * stride for stride in strides),
            }
            like = arrayscope.nanmean(turned, axis, keepdims=True)
            assert like.shape == turned.min(axis=axis, keepdims=True).shape
            assert like.squeeze(axis).strides == strides
            np.testing.assert_array_equal(like, arrayscope.nanmean(copy, axis, keepdims=True))
            unusual = [arrayscope.nanvar(each, axis, ddof=0.5) for each in (turned, copy)]
            np.testing.assert_array_equal(*unusual)
            bad = [arrayscope.count_nonfinite(each, axis) for each in (turned, copy)]
            np.testing.assert_array_equal(*bad)


@pytest.mark.parametrize("dtype", hostile.REAL)
def test_dtypes_are_numpys(dtype):
    a = hostile.values((3, 4), np.dtype(dtype))
    stats = arrayscope.axis_stats(a, 0)
    assert stats.min.dtype == a.dtype and stats.max.dtype == a.dtype
    short = np.dtype(dtype).kind == "f" and np.dtype(dtype).itemsize < 8
    for values in (stats.mean, stats.var, stats.std):
        assert values.dtype == ("f4" if short else "f8")
    np.testing.assert_array_equal(stats.min, a.min(axis=0))
    np.testing.assert_array_equal(stats.max, a.max(axis=0))


def test_small_floats_keep_their_extrema():
    for dtype in hostile.SMALL_FLOATS:
        stats = arrayscope.axis_stats(np.array([[1, 2], [3, 4]], dtype), 0)
        assert stats.max.dtype == dtype and stats.max.tolist() == [3, 4]
        assert stats.mean.dtype == np.float32


def test_complex_numbers_are_measured_by_their_magnitude():
    z = np.array([[3 + 4j, 1j], [0, complex(np.nan, 1)]])
    assert arrayscope.summary(z).max == 5
    assert arrayscope.axis_stats(z, 0).max.tolist() == [5, 1]
    assert arrayscope.axis_stats(z, 0).nan.tolist() == [0, 1]


def test_integers_are_exact():
    ends = np.array([np.iinfo("i8").min, np.iinfo("i8").max])
    assert arrayscope.summary(ends).min == -(2**63) and arrayscope.summary(ends).max == 2**63 - 1
    assert arrayscope.summary(ends).mean == -0.5
    assert arrayscope.summary(np.array([2**64 - 1], "u8")).max == 2**64 - 1
    assert type(arrayscope.summary(np.array([True])).max) is int


def test_the_summary_is_that_of_the_finite_values():
    for kind in ("none", "few", "lanes", "all", "inf"):
        a = hostile.spoil(hostile.values((5, 3, 130), np.dtype("f4")), kind)
        all = arrayscope.summary(a)
        for name, (value,) in of_finite(a.ravel(), 0).items():
            np.testing.assert_allclose(getattr(all, name), value, rtol=1e-12, err_msg=name)


def test_empty_arrays_have_no_values_and_no_warnings():
    for shape in [(0,), (0, 3), (3, 0)]:
        a = np.zeros(shape, np.float32)
        all = arrayscope.summary(a)
        assert all.count == 0 and np.isnan([all.min, all.max, all.mean, all.std]).all()
        for stats in arrayscope.compute_axis_stats(a):
            assert (stats.count == 0).all() and np.isnan(stats.mean).all()
            assert np.isnan(stats.min).all()
    assert np.isnan(arrayscope.axis_stats(np.zeros((0, 2), np.int32), 0).max).all()
    assert arrayscope.compute_axis_stats(np.float32(3)) == ()


def test_an_axis_that_does_not_exist_is_refused():
    for function in (arrayscope.axis_stats, arrayscope.profile):
        with pytest.raises(np.exceptions.AxisError, match="axis 2 is out of range"):
            function(np.zeros((2, 3)), 2)
        with pytest.raises(TypeError):
            function(np.zeros((2, 3)), 0.5)


def test_histograms_are_numpys():
    for kind in ("none", "few"):
        a = hostile.spoil(hostile.values((5, 3, 130), np.dtype("f8")), kind)
        finite = a[np.isfinite(a)]
        for bins, range in [(10, None), (7, (0.0, 4.0)), (1, (1, 1)), (64, (-100, 100))]:
            ours = arrayscope.histogram(a, bins, range)
            counts, edges = np.histogram(finite, bins, range)
            np.testing.assert_array_equal(ours.counts, counts)
            np.testing.assert_array_equal(ours.edges, edges)
            all = ours.counts.sum() + ours.below + ours.above + ours.nan
            assert all == a.size and type(ours.below) is int
            assert [
                part is whole for part, whole in zip(ours, (ours.counts, ours.edges), strict=False)
            ] == [True] * 2


def test_histograms_per_channel_share_their_bins():
    a = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    ours = arrayscope.histogram(a, 4, channel_axis=-1)
    assert ours.channel_axis == 2 and ours.counts.shape == (3, 4) and ours.edges.shape == (5,)
    assert ours.counts.sum(axis=1).tolist() == [8, 8, 8]
    narrow = arrayscope.histogram(a, 4, (0, 8), channel_axis=2)
    for channel in range(3):
        counts, _ = np.histogram(a[..., channel], 4, (0, 8))
        assert narrow.counts[channel].tolist() == counts.tolist()
    assert narrow.above.tolist() == [5, 5, 5] and narrow.below.tolist() == [0, 0, 0]


def test_an_impossible_histogram_is_refused():
    for bins, range in [(0, None), (70_000, None), (3, (2, 1)), (3, (0, np.inf))]:
        with pytest.raises(ValueError):
            arrayscope.histogram([1.0, 2.0], bins, range)
    with pytest.raises(np.exceptions.AxisError):
        arrayscope.histogram([1.0, 2.0], channel_axis=1)
    with pytest.raises(ValueError, match="counts"):
        arrayscope.histogram(np.zeros((1000, 2)), 65536, (0, 1), channel_axis=0)
