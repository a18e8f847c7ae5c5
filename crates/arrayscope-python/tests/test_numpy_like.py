"""The drop-ins against NumPy: value within the bound, same dtype, same warnings, same refusals."""

import inspect
import itertools
import warnings

import ml_dtypes
import numpy as np
import pytest

import arrayscope
import hostile

MEANS = ["mean", "nanmean"]
SPREADS = ["var", "std", "nanvar", "nanstd"]
EXTREMA = ["min", "max", "nanmin", "nanmax"]


def outcome(function, *arguments, **keywords):
    """What a call gives, with the texts of its warnings; or the exception that it raises."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = function(*arguments, **keywords)
        except Exception as error:
            return error, []
    # What infinities do to NumPy's arithmetic is not a matter of empty or missing values.
    arithmetic = ("in reduce", "in subtract", "in square", "in multiply", "in cast", "in add")
    texts = [str(warning.message) for warning in caught]
    return result, [text for text in texts if not text.endswith(arithmetic)]


def axes_of(ndim):
    singles = list(range(-ndim, ndim))
    pairs = list(itertools.combinations(range(ndim), 2))
    return [None, (), *singles, *pairs, tuple(range(ndim))]


def compare(name, a, **keywords):
    """NumPy's answer and ours are the same but for the last digits, which are better here."""
    ours, our_warnings = outcome(getattr(arrayscope, name), a, **keywords)
    theirs, their_warnings = outcome(getattr(np, name), a, **keywords)
    about = (name, a.dtype, a.shape, a.strides, keywords)
    if isinstance(theirs, Exception):
        assert type(ours) is type(theirs), (about, ours, theirs)
        # NumPy's own functions differ in how they say what is no integer.
        assert isinstance(theirs, TypeError) or str(ours) == str(theirs), (about, ours, theirs)
        return
    assert not isinstance(ours, Exception), (about, ours)
    assert our_warnings == their_warnings, about
    assert type(ours) is type(theirs), (about, type(ours), type(theirs))
    assert ours.dtype == theirs.dtype and ours.shape == theirs.shape, about
    if name in EXTREMA:
        np.testing.assert_array_equal(ours, theirs, err_msg=str(about))
        return
    exact = getattr(np, name)(a.astype(np.longdouble), **keywords)
    tolerance = {2: 1e-3, 4: 1.2e-7, 8: 1e-14}[ours.dtype.itemsize]
    with np.errstate(over="ignore"):
        exact = np.asarray(exact).astype(ours.dtype)
    scale = 0 if a.dtype.kind == "f" else float(np.abs(a.astype("f8")).max(initial=0)) ** 2 * 1e-30
    np.testing.assert_allclose(
        np.asarray(ours, "f8"),
        np.asarray(exact, "f8"),
        rtol=tolerance,
        atol=scale,
        err_msg=str(about),
    )


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("dtype", hostile.REAL)
@pytest.mark.parametrize("name", [*MEANS, *SPREADS, *EXTREMA])
def test_every_dtype_shape_and_axis(name, dtype):
    for shape in hostile.SHAPES:
        a = hostile.values(shape, np.dtype(dtype))
        for axis, keepdims in itertools.product(axes_of(a.ndim), (False, True)):
            compare(name, a, axis=axis, keepdims=keepdims)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", [*MEANS, *SPREADS, *EXTREMA])
def test_every_layout(name):
    for shape, dtype in [((2, 3, 4), "f4"), ((5,), "i2"), ((), "f8"), ((3, 4), "u8")]:
        for _, a in hostile.layouts(hostile.values(shape, np.dtype(dtype))):
            for axis in axes_of(a.ndim):
                compare(name, a, axis=axis)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("kind", ["few", "lanes", "all", "inf"])
@pytest.mark.parametrize("name", [*MEANS, *SPREADS, *EXTREMA])
def test_values_that_are_not_finite(name, kind):
    for shape, dtype in itertools.product(hostile.SHAPES, hostile.FLOATS):
        a = hostile.spoil(hostile.values(shape, np.dtype(dtype)), kind)
        for axis, keepdims in itertools.product(axes_of(a.ndim), (False, True)):
            compare(name, a, axis=axis, keepdims=keepdims)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", SPREADS)
def test_degrees_of_freedom(name):
    for kind, dtype in itertools.product(["none", "few", "lanes", "all"], hostile.FLOATS):
        a = hostile.spoil(hostile.values((3, 4), np.dtype(dtype)), kind)
        for axis, ddof in itertools.product((None, 0, 1), (0, 1, 2, 3, 4, 5, 12, 0.5, -1)):
            compare(name, a, axis=axis, ddof=ddof)
            if dtype != "f2":
                compare(name, a, axis=axis, correction=ddof)
    compare(name, np.arange(6), ddof=1)
    with pytest.raises(ValueError, match="can't be provided simultaneously"):
        getattr(arrayscope, name)([1.0, 2.0], ddof=1, correction=1)


@pytest.mark.parametrize("name", [*MEANS, *SPREADS, *EXTREMA])
def test_refusals_are_those_of_numpy(name):
    a = np.ones((2, 3), np.float32)
    for axis in (2, -3, (0, 0), (0, 5), 0.5, "x", [0]):
        compare(name, a, axis=axis)
    compare(name, np.float32(3), axis=0)
    compare(name, np.array(3.0), axis=1)


@pytest.mark.parametrize("name", [*MEANS, *SPREADS, *EXTREMA])
def test_arguments_have_the_names_and_places_of_numpy(name):
    ours = list(inspect.signature(getattr(arrayscope, name)).parameters.values())
    theirs = list(inspect.signature(getattr(np, name)).parameters.values())
    assert [(p.name, p.kind) for p in ours] == [(p.name, p.kind) for p in theirs]


@pytest.mark.parametrize("name", [*MEANS, *SPREADS, *EXTREMA])
def test_what_is_not_supported_is_refused(name):
    function = getattr(arrayscope, name)
    a = np.ones(3)
    for argument in {"out", "where", "initial", "mean"} & set(
        inspect.signature(function).parameters
    ):
        with pytest.raises(TypeError, match=f"has no {argument}: take numpy.{name}"):
            function(a, **{argument: np.ones(3)})
        function(a, **{argument: None})
    function(a, where=True)
    with pytest.raises(TypeError, match="complex"):
        function(a + 1j)
    with pytest.raises(TypeError, match="has no statistics"):
        function(a.astype("M8[s]"))


@pytest.mark.parametrize("name", [*MEANS, *SPREADS])
def test_the_dtype_of_the_result_can_be_chosen(name):
    a = np.arange(12, dtype=np.float32).reshape(3, 4)
    for dtype in ("f2", "f4", "f8", np.float64):
        compare(name, a, axis=0, dtype=dtype)
    with pytest.raises(TypeError, match="valid: float16, float32, float64"):
        getattr(arrayscope, name)(a, dtype=np.int32)


@pytest.mark.parametrize("dtype", hostile.SMALL_FLOATS)
def test_small_floats_keep_their_dtype_and_leave_nan_out(dtype):
    a = np.array([[1, 2, 4], [3, 6, 12]], dtype)
    assert arrayscope.mean(a, axis=0).dtype == dtype
    assert arrayscope.mean(a, axis=0).tolist() == [2, 4, 8]
    assert arrayscope.max(a).dtype == dtype and arrayscope.max(a) == 12
    a[0, 0] = np.nan
    assert arrayscope.nanmean(a, axis=0).tolist() == [3, 4, 8]
    assert np.isnan(arrayscope.mean(a).astype(float))
    assert arrayscope.nanstd(np.array([1, 3, np.nan], dtype)) == 1


def test_counts_of_what_is_not_finite():
    for dtype, kind in itertools.product(hostile.FLOATS, ["none", "few", "lanes", "all", "inf"]):
        for shape in hostile.SHAPES:
            a = hostile.spoil(hostile.values(shape, np.dtype(dtype)), kind)
            for axis, keepdims in itertools.product(axes_of(a.ndim), (False, True)):
                ours = arrayscope.count_nonfinite(a, axis, keepdims=keepdims)
                theirs = np.count_nonzero(~np.isfinite(a), axis, keepdims=keepdims)
                np.testing.assert_array_equal(ours, theirs)
                assert np.shape(ours) == np.shape(theirs), (shape, axis, keepdims)
    assert type(arrayscope.count_nonfinite([1.0, np.nan])) is int
    assert arrayscope.count_nonfinite(np.arange(6).reshape(2, 3), 0).tolist() == [0, 0, 0]
    with pytest.raises(np.exceptions.AxisError):
        arrayscope.count_nonfinite([1.0], 1)


def test_a_warning_names_the_line_that_called():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        arrayscope.nanmean([np.nan])
    assert caught[0].filename == __file__ and caught[0].category is RuntimeWarning
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning, match="All-NaN slice encountered"):
            arrayscope.nanmin(np.array([np.nan]))


def test_digits_that_numpy_loses_are_kept():
    assert arrayscope.mean(np.ones((20_000_000, 2), np.float32), axis=0).tolist() == [1, 1]
    tens = np.full((100_000, 2), 10, np.float16)
    assert arrayscope.nanmean(tens, axis=0).tolist() == [10, 10]
    far = np.random.default_rng(1).normal(10_000, 1, (1_000_000, 4)).astype(np.float32)
    np.testing.assert_allclose(arrayscope.std(far, axis=0), far.astype("f8").std(axis=0), rtol=1e-6)
    ends = np.array([np.iinfo(np.int64).max] * 3)
    assert arrayscope.mean(ends) == float(2**63) and arrayscope.max(ends) == 2**63 - 1
    assert arrayscope.mean(np.array([ml_dtypes.bfloat16(3)] * 1000)) == 3
