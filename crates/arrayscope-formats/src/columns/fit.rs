//! Numbers as a file writes them, as the dtype that they stand for.

use arrayscope_core::dtype::{ByteOrder, Class, DType};

/// Numbers of `width` bytes in a byte order, as elements of a dtype in the machine's: small
/// integers are written as larger ones, and days as 32 bits. `None` if one does not fit.
pub(crate) fn fitted(
    bytes: Vec<u8>,
    width: usize,
    order: ByteOrder,
    dtype: &DType,
) -> Option<Vec<u8>> {
    let itemsize = dtype.itemsize();
    let is_native = width == 1 || order == ByteOrder::NATIVE;
    if width == itemsize && is_native {
        return Some(bytes);
    }
    let is_signed = matches!(dtype.class(), Class::Signed | Class::Time);
    let mut fitted = Vec::with_capacity(bytes.len() / width * itemsize);
    let mut number = Vec::new();
    for stored in bytes.chunks_exact(width) {
        number.clear();
        number.extend_from_slice(stored);
        if order == ByteOrder::Big {
            number.reverse();
        }
        let sign = |number: &[u8], at: usize| {
            let is_negative = is_signed && number[at - 1] & 0x80 != 0;
            if is_negative { 0xff } else { 0 }
        };
        if itemsize < width {
            let fill = sign(&number, itemsize);
            if number[itemsize..].iter().any(|&byte| byte != fill) {
                return None;
            }
        }
        let fill = sign(&number, width);
        number.resize(itemsize, fill);
        if ByteOrder::NATIVE == ByteOrder::Big {
            number.reverse();
        }
        fitted.extend_from_slice(&number);
    }
    Some(fitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_integers_keep_their_sign_or_do_not_fit() {
        let fit =
            |value: i32, dtype| fitted(value.to_ne_bytes().to_vec(), 4, ByteOrder::NATIVE, &dtype);
        assert_eq!(fit(-1, DType::I8), Some(vec![0xff]));
        assert_eq!(fit(200, DType::U8), Some(vec![200]));
        for (value, dtype) in [(200, DType::I8), (256, DType::U8), (-1, DType::U8)] {
            assert_eq!(fit(value, dtype), None);
        }
        let days = fit(-2, DType::DateTime64("D".into()));
        assert_eq!(days, Some((-2_i64).to_ne_bytes().to_vec()));
    }

    #[test]
    fn bytes_are_turned_into_the_order_of_the_machine() {
        let big = fitted(vec![0x3f, 0x80, 0, 0], 4, ByteOrder::Big, &DType::F32);
        assert_eq!(big, Some(1_f32.to_ne_bytes().to_vec()));
    }
}
