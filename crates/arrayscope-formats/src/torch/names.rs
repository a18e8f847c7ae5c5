//! The names that a pickle may use: all others are refused, and none is ever called.
//!
//! Source: `torch/_utils.py` and `torch/storage.py` of PyTorch 2.

use arrayscope_core::DType;

/// What a name stands for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// `collections.OrderedDict`.
    OrderedDict,
    /// `torch._utils._rebuild_tensor_v2`: the dtype is that of the storage.
    Tensor,
    /// `torch._utils._rebuild_tensor_v3`: the dtype is an argument.
    TypedTensor,
    /// `torch._utils._rebuild_parameter`.
    Parameter,
    /// `torch.Size`: a tuple.
    Size,
    /// `torch.device`, which is of no interest.
    Device,
    /// A type of storage; `None` is one without a dtype.
    Storage(Option<DType>),
    /// A dtype.
    DType(DType),
}

/// The name's meaning, or `None` if it is not on the list.
pub(super) fn name(module: &str, name: &str) -> Option<Name> {
    Some(match (module, name) {
        ("collections", "OrderedDict") => Name::OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2") => Name::Tensor,
        ("torch._utils", "_rebuild_tensor_v3") => Name::TypedTensor,
        ("torch._utils", "_rebuild_parameter") => Name::Parameter,
        ("torch", "Size") => Name::Size,
        ("torch", "device") => Name::Device,
        ("torch.storage" | "torch", "UntypedStorage") => Name::Storage(None),
        ("torch", name) => match name.strip_suffix("Storage") {
            Some(dtype) => Name::Storage(Some(storage(dtype)?)),
            None => Name::DType(dtype(name)?),
        },
        _ => return None,
    })
}

fn storage(name: &str) -> Option<DType> {
    Some(match name {
        "Double" => DType::F64,
        "Float" => DType::F32,
        "Half" => DType::F16,
        "BFloat16" => DType::BF16,
        "Long" => DType::I64,
        "Int" => DType::I32,
        "Short" => DType::I16,
        "Char" => DType::I8,
        "Byte" => DType::U8,
        "Bool" => DType::Bool,
        "ComplexFloat" => DType::Complex64,
        "ComplexDouble" => DType::Complex128,
        _ => return None,
    })
}

fn dtype(name: &str) -> Option<DType> {
    Some(match name {
        "float64" => DType::F64,
        "float32" => DType::F32,
        "float16" => DType::F16,
        "bfloat16" => DType::BF16,
        "float8_e4m3fn" => DType::F8E4M3,
        "float8_e5m2" => DType::F8E5M2,
        "int64" => DType::I64,
        "int32" => DType::I32,
        "int16" => DType::I16,
        "int8" => DType::I8,
        "uint64" => DType::U64,
        "uint32" => DType::U32,
        "uint16" => DType::U16,
        "uint8" => DType::U8,
        "bool" => DType::Bool,
        "complex64" => DType::Complex64,
        "complex128" => DType::Complex128,
        _ => return None,
    })
}
