//! LZF, as h5py writes it.
//!
//! Source: `lzf_d.c` of Marc Lehmann's liblzf, for the meaning of the codes.

use super::Undone;

/// Unpacks at most `most` bytes.
pub(super) fn undo(packed: &[u8], most: usize) -> Undone<Vec<u8>> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut rest = packed.iter();
    let ended = || "a chunk whose compressed data end early".to_owned();
    let mut next = || rest.next().map(|&byte| usize::from(byte));
    let Some(mut code) = next() else { return Ok(bytes) };
    loop {
        if code < 32 {
            for _ in 0..=code {
                let byte = next().ok_or_else(ended)?;
                bytes.push(u8::try_from(byte).unwrap_or_default());
            }
        } else {
            let mut length = code >> 5;
            if length == 7 {
                length += next().ok_or_else(ended)?;
            }
            let back = ((code & 0x1f) << 8) + next().ok_or_else(ended)? + 1;
            let Some(start) = bytes.len().checked_sub(back) else {
                return Err("a chunk that refers to what is before its start".to_owned());
            };
            // What is copied may reach into what the copy writes: byte by byte.
            for at in start..start + length + 2 {
                bytes.push(bytes[at]);
            }
        }
        if bytes.len() > most {
            return Err(format!("a chunk that unpacks to over {most} bytes"));
        }
        match next() {
            None => return Ok(bytes),
            Some(byte) => code = byte,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn literals_and_copies_that_overlap_come_out() {
        assert_eq!(undo(&[2, b'a', b'b', b'c', 0x20, 2], 99).unwrap(), b"abcabc");
        assert_eq!(undo(&[0, b'x', 0xe0, 3, 0], 99).unwrap(), [b'x'; 13]);
        assert_eq!(undo(&[], 99).unwrap(), b"");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (packed, expected) in [
            (&[5, b'a'][..], "end early"),
            (&[0x20], "end early"),
            (&[0xe0, 1], "end early"),
            (&[0x20, 0], "before its start"),
            (&[0, b'x', 0xe0, 255, 0], "over 9 bytes"),
        ] {
            assert!(undo(packed, 9).unwrap_err().contains(expected), "{packed:?}");
        }
    }
}
