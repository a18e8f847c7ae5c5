//! Tables of text that lie.

use std::io::Write as _;

use crate::Files;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(crate) fn files() -> Files {
    let mut changed = gzip(b"a,b\n1,2\n3,4\n");
    let checksum = changed.len() - 8;
    changed[checksum] ^= 1;
    let mut cut = gzip(b"a,b\n1,2\n3,4\n");
    cut.truncate(cut.len() - 9);
    let wide = ",".repeat(1 << 20);
    [
        ("ragged.csv", b"a,b\n1,2\n3,4,5\n".to_vec()),
        ("quote_without_end.csv", b"a,b\n1,2\n\"3,4\n5,6\n".to_vec()),
        ("word_among_numbers.csv", b"a,b\n1,2\n3,<script>alert(1)</script>\n".to_vec()),
        ("zero_byte.csv", [&b"a,b\n"[..], &b"1,2\n".repeat(2000), b"3,\0\n"].concat()),
        ("escape.csv", [&b"a,b\n"[..], &b"1,2\n".repeat(2000), b"3,\x1b[2J\n"].concat()),
        ("names_that_move_the_cursor.csv", "a,\u{9b}2J<script>\n1,x\n".as_bytes().to_vec()),
        ("no_rows.csv", b"a,b\n".to_vec()),
        ("cut.csv.gz", cut),
        ("changed.csv.gz", changed),
        ("columns_by_the_million.csv.gz", gzip(wide.as_bytes())),
        ("line_without_end.csv.gz", gzip(&b"1".repeat(16 << 20))),
        ("quote_bomb.csv.gz", gzip(&[&b"a,b\n1,\""[..], &b"\n".repeat(16 << 20)].concat())),
        ("twice.csv.gz", gzip(&gzip(b"a,b\n1,2\n"))),
    ]
    .map(|(name, bytes)| (format!("csv/{name}"), bytes))
    .to_vec()
}
