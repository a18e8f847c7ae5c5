"""Tensors of other libraries: read in place, told exactly once that they are free."""

import ctypes
import gc
import sys

import numpy as np
import pytest

import arrayscope


class Tensor:
    """An array that shows nothing but DLPack, as NumPy speaks it."""

    def __init__(self, array, device=(1, 0), versioned=True):
        self.array, self.device, self.versioned = array, device, versioned

    def __dlpack_device__(self):
        return self.device

    def __dlpack__(self, **keywords):
        if not self.versioned:
            if keywords:
                raise TypeError("__dlpack__() got an unexpected keyword argument")
            return self.array.__dlpack__()
        return self.array.__dlpack__(**keywords)


@pytest.mark.parametrize("versioned", [True, False])
@pytest.mark.parametrize("dtype", ["?", "i1", "i8", "u2", "f2", "f4", "f8", "c8", "c16"])
def test_tensors_are_read_where_they_are(dtype, versioned):
    made = np.arange(24).reshape(2, 3, 4).astype(dtype)
    for a in (made, made[:, ::-1], made.T, made[:, 1:2], made[:0], made[0, 0, 0, ...]):
        tensor = Tensor(a, versioned=versioned)
        assert arrayscope.layout(tensor).shape == a.shape
        if a.size:
            assert arrayscope.layout(tensor).strides == a.strides
        assert arrayscope.summary(tensor) == arrayscope.summary(a)


def test_a_tensor_is_let_go_after_every_call():
    a = np.arange(6.0)
    before = sys.getrefcount(a)
    for versioned in (True, False):
        for function in (
            arrayscope.layout,
            arrayscope.summary,
            arrayscope.signals,
            arrayscope.mean,
        ):
            function(Tensor(a, versioned=versioned))
            gc.collect()
            assert sys.getrefcount(a) == before


def test_a_slice_of_a_tensor_is_a_view():
    a = np.zeros((2, 3, 4))
    section = arrayscope.extract_slice(Tensor(a), {0: 1})
    a[1, 2, 3] = 7
    assert section[2, 3] == 7


def test_a_device_is_refused_with_what_would_help():
    for kind, name in [(2, "CUDA"), (8, "Metal"), (99, "unknown")]:
        tensor = Tensor(np.zeros(3), device=(kind, 1))
        for function in (arrayscope.layout, arrayscope.summary, arrayscope.extract_slice):
            with pytest.raises(TypeError, match=f"{name} device 1 .*copy it to the CPU first"):
                function(tensor)
    assert arrayscope.layout(Tensor(np.zeros(3), device=(3, 0))).shape == (3,)  # pinned


class DLTensor(ctypes.Structure):
    _fields_ = [
        ("data", ctypes.c_void_p),
        ("device_type", ctypes.c_int32),
        ("device_id", ctypes.c_int32),
        ("ndim", ctypes.c_int32),
        ("code", ctypes.c_uint8),
        ("bits", ctypes.c_uint8),
        ("lanes", ctypes.c_uint16),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)),
        ("byte_offset", ctypes.c_uint64),
    ]


DELETER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Managed(ctypes.Structure):
    _fields_ = [("tensor", DLTensor), ("context", ctypes.c_void_p), ("deleter", DELETER)]


class Versioned(ctypes.Structure):
    _fields_ = [
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("context", ctypes.c_void_p),
        ("deleter", DELETER),
        ("flags", ctypes.c_uint64),
        ("tensor", DLTensor),
    ]


_new = ctypes.pythonapi.PyCapsule_New
_new.restype = ctypes.py_object
_new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_name = ctypes.pythonapi.PyCapsule_GetName
_name.restype = ctypes.c_char_p
_name.argtypes = [ctypes.py_object]


class Producer:
    """A producer of its own, which counts how often its deleter is called."""

    def __init__(self, data, code, bits, shape, *, version=None, lanes=1, strides=None, offset=0):
        self.data, self.deleted = data, 0
        self.shape = (ctypes.c_int64 * len(shape))(*shape)
        self.strides = strides and (ctypes.c_int64 * len(strides))(*strides)
        self.deleter = DELETER(self._delete)
        address = ctypes.addressof(ctypes.c_char.from_buffer(data)) if len(data) else None
        tensor = DLTensor(
            address, 1, 0, len(shape), code, bits, lanes, self.shape, self.strides or None, offset
        )
        self.versioned = version is not None
        self.managed = (
            Versioned(*version, None, self.deleter, 0, tensor)
            if version
            else Managed(tensor, None, self.deleter)
        )
        self.capsule = None

    def _delete(self, _):
        self.deleted += 1

    def __dlpack_device__(self):
        return (1, 0)

    def __dlpack__(self, max_version=None):
        name = b"dltensor_versioned" if self.versioned else b"dltensor"
        self.capsule = _new(ctypes.addressof(self.managed), name, None)
        return self.capsule


@pytest.mark.parametrize("version", [None, (1, 0), (1, 7)])
def test_the_deleter_is_called_exactly_once(version):
    producer = Producer(
        bytearray(np.float32([1, 2, 3, 4]).tobytes()), 2, 32, (2, 2), version=version
    )
    assert arrayscope.summary(producer).max == 4
    assert producer.deleted == 1
    assert _name(producer.capsule).startswith(b"used_dltensor")
    producer.capsule = None
    gc.collect()
    assert producer.deleted == 1


def test_the_deleter_is_called_when_the_tensor_is_refused():
    for producer in (
        Producer(bytearray(16), 2, 32, (2,), lanes=2),
        Producer(bytearray(16), 3, 64, (2,)),
        Producer(bytearray(16), 2, 32, (-1,)),
        Producer(bytearray(16), 2, 32, (2**62, 2**62)),
    ):
        with pytest.raises((TypeError, ValueError)):
            arrayscope.summary(producer)
        assert producer.deleted == 1


def test_a_version_that_is_not_known_is_left_to_its_capsule():
    producer = Producer(bytearray(16), 2, 32, (4,), version=(2, 0))
    with pytest.raises(TypeError, match="DLPack 2.0 is not understood"):
        arrayscope.summary(producer)
    assert producer.deleted == 0 and _name(producer.capsule) == b"dltensor_versioned"


def test_a_capsule_is_used_once():
    producer = Producer(bytearray(16), 2, 32, (4,))
    capsule = producer.__dlpack__()
    producer.__dlpack__ = lambda **_: capsule  # found on the type, so this changes nothing

    class Again(Producer):
        def __dlpack__(self, max_version=None):
            return capsule

    again = Again(bytearray(16), 2, 32, (4,))
    arrayscope.summary(again)
    with pytest.raises(TypeError, match="was used before"):
        arrayscope.summary(again)
    assert producer.deleted == 1


def test_dtypes_that_numpy_has_not_are_read():
    brain = Producer(bytearray(b"\x80\x3f\x00\x40"), 4, 16, (2,))  # 1, 2
    assert arrayscope.layout(brain).dtype == "bfloat16"
    assert arrayscope.summary(brain).max == 2
    short = Producer(bytearray(b"\x38\x40"), 10, 8, (2,))
    assert arrayscope.summary(short).max == 2
    assert arrayscope.layout(short).dtype == "float8_e4m3fn"


def test_offsets_and_strides_count():
    data = bytearray(np.arange(8, dtype=np.int32).tobytes())
    backwards = Producer(data, 0, 32, (3,), strides=(-2,), offset=24)
    assert arrayscope.layout(backwards).strides == (-8,)
    assert arrayscope.axis_stats(backwards, 0).max == 6
    assert arrayscope.axis_stats(backwards, 0).min == 2
    nothing = Producer(bytearray(), 2, 64, (0, 3))
    assert arrayscope.summary(nothing).count == 0
