"""Reshapes and slices: NumPy's, with reasons."""

import itertools

import numpy as np
import pytest

import arrayscope
import hostile


def test_reshapes_are_views_where_numpys_are():
    targets = [24, (24,), (4, 6), (6, 4), (2, 12), (-1, 3), (2, 3, 4), (1, 24, 1), (3, 2, 4)]
    for _, a in hostile.layouts(hostile.values((2, 3, 4), np.dtype("f4"))):
        for b in (a, a.T, a[:, ::-1], np.swapaxes(a, 0, 1)):
            for shape in targets:
                told = arrayscope.explain_reshape(b, shape)
                there = b.reshape(shape)
                is_view = np.shares_memory(b, there)
                assert told.kind == ("view" if is_view else "copy"), (b.strides, shape)
                assert told.shape == there.shape
                assert told.nbytes == (0 if is_view else there.nbytes)
                assert (told.shape_before, told.strides_before) == (b.shape, b.strides)
                if is_view:
                    # NumPy invents other strides for axes of length 1.
                    long = [axis for axis, length in enumerate(there.shape) if length > 1]
                    assert [told.strides[k] for k in long] == [there.strides[k] for k in long]


def test_a_reshape_that_does_not_fit_is_a_value_error_as_in_numpy():
    for a, shape in [(13, (3, 4)), (12, (5, -1)), (12, (-1, -1)), (0, (-1, 0))]:
        with pytest.raises(ValueError):
            np.arange(a).reshape(shape)
        with pytest.raises(ValueError):
            arrayscope.explain_reshape(np.arange(a), shape)
    with pytest.raises(TypeError):
        arrayscope.explain_reshape(np.arange(4), (2.0, 2))
    with pytest.raises(ValueError, match="too large"):
        arrayscope.explain_reshape(np.arange(4), 2**70)


def test_every_pair_of_axes_can_be_shown():
    a = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)[:, ::-1]
    at = (1, 2, 0, 3)
    for rows, columns in itertools.permutations(range(4), 2):
        section = arrayscope.extract_slice(a, at, rows=rows, columns=columns - 4)
        index = [slice(None) if axis in (rows, columns) else at[axis] for axis in range(4)]
        expected = a[tuple(index)]
        expected = expected.T if rows > columns else expected
        assert np.array_equal(section, expected) and np.shares_memory(section, a)


def test_the_default_is_the_picture_of_a_batch():
    images = np.arange(2 * 3 * 4 * 3).reshape(2, 3, 4, 3)
    assert np.array_equal(arrayscope.extract_slice(images, {0: 1, -1: 2}), images[1, :, :, 2])
    assert np.array_equal(arrayscope.extract_slice(images, (1, None, None, 2)), images[1, :, :, 2])
    assert np.array_equal(arrayscope.extract_slice(images, 1), images[1, :, :, 0])
    assert np.array_equal(arrayscope.extract_slice(images[0], -1), images[0, -1])
    assert np.array_equal(arrayscope.extract_slice(images[0]), images[0, :, :, 0])
    first = np.moveaxis(np.zeros((2, 8, 9, 3)), -1, 1)
    assert arrayscope.extract_slice(first).shape == (8, 9)
    assert np.array_equal(arrayscope.extract_slice(images, rows=0).shape, (2, 4))
    assert np.array_equal(arrayscope.extract_slice(images, columns=1).shape, (4, 3))


def test_few_axes_still_give_two():
    assert arrayscope.extract_slice(np.float32(3)).tolist() == [[3]]
    line = np.arange(3)
    section = arrayscope.extract_slice(line)
    assert section.tolist() == [[0, 1, 2]] and np.shares_memory(section, line)
    assert arrayscope.extract_slice(np.zeros((0, 2, 5))).shape == (0, 5)
    assert arrayscope.extract_slice(np.zeros((2, 0))).shape == (2, 0)


def test_the_default_is_that_of_the_page():
    everything = slice(None)
    for shape, index in {
        (2, 3): (everything, everything),
        (2, 3, 5): (0,),
        (2, 3, 4): (everything, everything, 0),
        (1, 1, 2, 1): (0, everything, everything, 0),
        (2, 1, 2, 1, 3): (0, 0, everything, 0, everything),
    }.items():
        a = hostile.values(shape, np.dtype("i4"))
        assert np.array_equal(arrayscope.extract_slice(a), a[index])


def test_a_slice_writes_into_its_array():
    a = np.zeros((2, 3, 4))
    arrayscope.extract_slice(a, {0: 1})[0, 0] = 7
    assert a[1, 0, 0] == 7
    buffer = bytearray(6)
    arrayscope.extract_slice(buffer)[0, 2] = 9
    assert buffer[2] == 9


@pytest.mark.parametrize(
    ("keywords", "error"),
    [
        ({"at": {3: 0}}, "axis 3 is out of range"),
        ({"at": {0: 2}}, "index 2 is out of range for axis 0 of length 2 .valid: -2 to 1"),
        ({"at": (0, 0, 0, 0)}, "at has 4 indices"),
        ({"rows": 0, "columns": -3}, "two different axes"),
        ({"rows": 3}, "axis 3 is out of range"),
        ({"at": 1.5}, "neither a mapping"),
        ({"at": {0: 1.5}}, "cannot be interpreted as an integer"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(keywords, error):
    with pytest.raises((IndexError, ValueError, TypeError), match=error):
        arrayscope.extract_slice(np.zeros((2, 3, 4)), **keywords)
