"""Everything that can be read, read where it is; everything else refused with a sentence."""

import array as standard
import ctypes
import mmap
import sys

import ml_dtypes
import numpy as np
import pytest

import arrayscope
import hostile

FUNCTIONS = {
    "layout": arrayscope.layout,
    "summary": arrayscope.summary,
    "signals": arrayscope.signals,
    "compute_axis_stats": arrayscope.compute_axis_stats,
    "profile": lambda a: arrayscope.profile(a, 0) if a.ndim else None,
    "histogram": arrayscope.histogram,
    "mean": arrayscope.mean,
    "nanmax": lambda a: arrayscope.nanmax(a) if a.size else None,
    "count_nonfinite": arrayscope.count_nonfinite,
    "explain_reshape": lambda a: arrayscope.explain_reshape(a, -1) if a.size else None,
    "extract_slice": arrayscope.extract_slice,
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_no_function_writes_or_keeps_a_reference(function, untouched):
    for dtype in ("?", "i2", "u8", "f2", "f4", "f8"):
        for shape in ((), (0, 3), (2, 3, 4)):
            made = hostile.values(shape, np.dtype(dtype))
            for _, a in hostile.layouts(made):
                before = sys.getrefcount(untouched(a))
                function(a)
                assert sys.getrefcount(a) == before


@pytest.mark.parametrize("dtype", [*hostile.REAL, *hostile.SMALL_FLOATS])
def test_every_layout_gives_the_same_numbers(dtype):
    for shape in hostile.SHAPES:
        made = hostile.values(shape, np.dtype(dtype))
        expected = arrayscope.summary(made)
        for name, a in hostile.layouts(made):
            if dtype in hostile.SMALL_FLOATS and name == "other byte order":
                continue  # ml_dtypes has one order only
            assert arrayscope.summary(a) == expected, (name, shape)
            assert arrayscope.layout(a).strides == a.strides, (name, shape)


def test_strides_of_zero_read_one_row_again_and_again():
    a = hostile.broadcast()
    assert arrayscope.axis_stats(a, 0).max.tolist() == [0, 1, 2, 3, 4]
    assert arrayscope.layout(a).strides == (0, 4)


def test_the_geometry_is_that_of_numpy():
    for shape in hostile.SHAPES:
        for _, a in hostile.layouts(hostile.values(shape, np.dtype("f8"))):
            geometry = arrayscope.layout(a)
            assert geometry.shape == a.shape and geometry.strides == a.strides
            assert (geometry.size, geometry.nbytes, geometry.ndim) == (a.size, a.nbytes, a.ndim)
            assert geometry.c_contiguous == a.flags.c_contiguous
            assert geometry.f_contiguous == a.flags.f_contiguous
            assert geometry.byte_order == ("big" if a.dtype.byteorder == ">" else "little")


def test_dtypes_without_statistics_have_a_geometry():
    records = np.zeros(
        3, [("id", "i4"), ("at", "M8[s]"), ("xy", "f4", (2,)), ("in", [("u", "u1")])]
    )
    for a, name in [
        (
            records,
            "structured(id: int32, at: datetime64[s], xy: float32, in: structured(u: uint8))",
        ),
        (np.zeros(2, "M8[25s]"), "datetime64[25s]"),
        (np.zeros(2, "m8"), "timedelta64"),
        (np.array(["ab", "c"]), "str64"),
        (np.array([b"abc"]), "bytes24"),
        (np.zeros(2, "V3"), "void24"),
    ]:
        assert arrayscope.layout(a).dtype == name
        assert len(arrayscope.signals(a)) == 6
        for function in (arrayscope.summary, arrayscope.mean, arrayscope.compute_axis_stats):
            with pytest.raises(TypeError, match="has no statistics: "):
                function(a)


def test_the_buffer_protocol_is_read_in_place():
    assert arrayscope.summary(b"abc").max == ord("c")
    assert arrayscope.layout(b"abc").dtype == "uint8"
    numbers = standard.array("f", [1, 2, 3])
    assert arrayscope.layout(numbers).dtype == "float32"
    numbers[1] = 9
    assert arrayscope.summary(numbers).max == 9
    grown = bytearray(b"abc")
    assert arrayscope.summary(grown).count == 3
    grown += b"d"  # nothing holds the buffer any more
    view = memoryview(numbers)[::-2]
    assert arrayscope.layout(view).strides == (-8,)
    assert arrayscope.summary((ctypes.c_int16 * 3)(1, -2, 3)).min == -2
    with mmap.mmap(-1, 16) as memory:
        assert arrayscope.layout(memory).nbytes == 16


def test_lists_and_numbers_are_converted_by_numpy():
    assert arrayscope.layout([[1, 2], [3, 4]]).dtype == "int64"
    assert arrayscope.mean((1.0, 2.0)) == 1.5
    assert arrayscope.summary(7).max == 7
    assert arrayscope.layout(np.float32(3)).shape == ()
    with pytest.raises(ValueError, match="inhomogeneous"):
        arrayscope.layout([[1], [2, 3]])


def test_objects_with_an_array_method_are_converted():
    class Lazy:
        def __array__(self, dtype=None, copy=None):
            return np.ones((2, 3))

    assert arrayscope.layout(Lazy()).shape == (2, 3)


def test_what_has_no_bytes_to_read_is_refused_with_a_sentence():
    for a, why in [
        (np.array([1, None]), "Python objects"),
        ([1, None], "Python objects"),
        (object(), "Python objects"),
        (np.ma.masked_equal([1, 2], 1), "masked"),
        (np.zeros(2, np.longdouble), "depend on the machine"),
        (np.zeros(2, ml_dtypes.int4), "it is not one of"),
        (np.array(["a"], np.dtypes.StringDType()), "fixed length"),
    ]:
        for function in (arrayscope.layout, arrayscope.summary, arrayscope.mean):
            with pytest.raises(TypeError, match=why):
                function(a)


def test_subclasses_of_arrays_are_read_as_arrays(tmp_path):
    mapped = np.memmap(tmp_path / "x.bin", np.float32, "w+", shape=(2, 3))
    mapped[:] = 5
    assert arrayscope.mean(mapped) == 5
    assert arrayscope.layout(np.zeros((1, 2)).view(np.matrix)).shape == (1, 2)
    del mapped
