//! The data types of version 3. Those of version 2 are the type strings of `.npy`.
//!
//! Sources: Zarr core specification version 3.0, "Data types"; the registry of extensions,
//! <https://github.com/zarr-developers/zarr-extensions>, `data-types`.

use arrayscope_core::dtype::DType;
use serde_json::Value as Json;

use crate::printable::quoted;
use crate::zarr::trouble::Trouble;

/// The dtype of a `data_type`: a name, or an object with a name and its configuration.
pub(super) fn dtype(data_type: &Json) -> Result<DType, Trouble> {
    let name = data_type.as_str().or_else(|| data_type.get("name")?.as_str());
    let Some(name) = name else {
        return Err(malformed("a data type without a name".to_owned()));
    };
    let plain = match name {
        "float8_e4m3" | "float8_e4m3fn" => Some(DType::F8E4M3),
        "complex_float32" => Some(DType::Complex64),
        "complex_float64" => Some(DType::Complex128),
        // The short names that NumPy has besides are none of Zarr's.
        "bool" | "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32"
        | "uint64" | "float16" | "float32" | "float64" | "bfloat16" | "float8_e5m2"
        | "complex64" | "complex128" => DType::from_name(name).ok(),
        _ => None,
    };
    if let Some(dtype) = plain {
        return Ok(dtype);
    }
    if let Some(bits) = name.strip_prefix('r').and_then(|bits| bits.parse::<u64>().ok()) {
        if bits == 0 || bits % 8 != 0 {
            return Err(malformed(format!("the data type {}", quoted(name))));
        }
        return of_bytes(bits / 8, |len| DType::Raw { len });
    }
    let configured = |key: &str| data_type.get("configuration").and_then(|has| has.get(key));
    let length = || {
        let length = configured("length_bytes").and_then(Json::as_u64);
        length.ok_or_else(|| malformed(format!("{} without length_bytes", quoted(name))))
    };
    match name {
        "fixed_length_utf32" => {
            let length = length()?;
            if length % 4 != 0 {
                return Err(malformed(format!("text of {length} bytes, four per character,")));
            }
            of_bytes(length / 4, |chars| DType::Text { chars })
        }
        "null_terminated_bytes" => of_bytes(length()?, |len| DType::Bytes { len }),
        "raw_bytes" => of_bytes(length()?, |len| DType::Raw { len }),
        "numpy.datetime64" | "numpy.timedelta64" => {
            let unit = configured("unit").and_then(Json::as_str).unwrap_or("generic");
            let scale = configured("scale_factor").and_then(Json::as_u64).unwrap_or(1);
            let unit = time_unit(unit, scale)
                .ok_or_else(|| malformed(format!("time in units of {scale} {}", quoted(unit))))?;
            let is_date = name == "numpy.datetime64";
            Ok(if is_date { DType::DateTime64(unit) } else { DType::TimeDelta64(unit) })
        }
        "string" | "bytes" | "variable_length_bytes" | "variable_length_utf8" => {
            Err(Trouble::unsupported(
                format!("elements of any length ({})", quoted(name)),
                "elements of one length each are read",
            ))
        }
        _ => Err(Trouble::unsupported(
            format!("the data type {}", quoted(name)),
            "bool, integers, floats, complex numbers, dates, text and bytes of one length are read",
        )),
    }
}

fn malformed(found: String) -> Trouble {
    Trouble::malformed(0, found, "a data type such as \"float32\"")
}

/// A dtype of so many bytes or characters.
fn of_bytes(count: u64, dtype: impl Fn(usize) -> DType) -> Result<DType, Trouble> {
    const LARGEST_ITEM: usize = i32::MAX as usize;
    let dtype = dtype(usize::try_from(count).unwrap_or(usize::MAX));
    if (1..=LARGEST_ITEM).contains(&dtype.itemsize()) {
        return Ok(dtype);
    }
    let found = format!("elements of {} bytes", dtype.itemsize());
    Err(Trouble::unsupported(found, format!("1 to {LARGEST_ITEM} bytes are read")))
}

/// The unit of a time as NumPy writes it: `ns`, `25s`.
fn time_unit(name: &str, scale: u64) -> Option<Box<str>> {
    const UNITS: [&str; 14] =
        ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "μs", "ns", "ps", "fs", "as"];
    if name == "generic" {
        return Some("".into());
    }
    let known = UNITS.contains(&name) && (1..=i32::MAX as u64).contains(&scale);
    let name = if name == "μs" { "us" } else { name };
    known.then(|| if scale == 1 { name.into() } else { format!("{scale}{name}").into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_and_objects_are_dtypes() {
        assert_eq!(dtype(&json!("bfloat16")), Ok(DType::BF16));
        assert_eq!(dtype(&json!("r24")), Ok(DType::Raw { len: 3 }));
        assert_eq!(dtype(&json!({"name": "uint8"})), Ok(DType::U8));
        let dates =
            json!({"name": "numpy.datetime64", "configuration": {"unit": "s", "scale_factor": 25}});
        assert_eq!(dtype(&dates), Ok(DType::DateTime64("25s".into())));
    }

    #[test]
    fn what_is_no_dtype_is_refused() {
        for wrong in [json!(3), json!({}), json!("r7"), json!("r0"), json!("f4"), json!("string")] {
            assert!(dtype(&wrong).is_err(), "{wrong}");
        }
        let odd = json!({"name": "fixed_length_utf32", "configuration": {"length_bytes": 7}});
        assert!(dtype(&odd).is_err());
    }
}
