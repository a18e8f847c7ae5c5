//! HDF5 files of a few messages, as no library would write them.

/// A superblock of version 0, whose root group's header stands right behind it.
pub(crate) const ROOT: u64 = 96;

/// A message of an object header of version 1.
pub(crate) fn message(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_le_bytes().to_vec();
    let nbytes = u16::try_from(body.len().next_multiple_of(8)).expect("a short message");
    bytes.extend(nbytes.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(body);
    bytes.resize(8 + usize::from(nbytes), 0);
    bytes
}

/// An object header of version 1.
pub(crate) fn header(messages: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![1, 0];
    bytes.extend(u16::try_from(messages.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    let nbytes: usize = messages.iter().map(Vec::len).sum();
    bytes.extend(u32::try_from(nbytes).expect("a short header").to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(messages.concat());
    bytes
}

/// A message that links to an object.
pub(crate) fn link(name: &[u8], address: u64) -> Vec<u8> {
    let mut body = vec![1, 1];
    body.extend(u16::try_from(name.len()).expect("a short name").to_le_bytes());
    body.extend(name);
    body.extend(address.to_le_bytes());
    message(6, &body)
}

/// A file of these bytes behind its superblock, the header of the root group first.
pub(crate) fn file(content: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89HDF\r\n\x1a\n\0\0\0\0\0\x08\x08\0\x04\0\x10\0\0\0\0\0".to_vec();
    let end = ROOT + content.len() as u64;
    for address in [0, u64::MAX, end, u64::MAX, 0, ROOT, 0, 0, 0] {
        bytes.extend(address.to_le_bytes());
    }
    assert_eq!(bytes.len() as u64, ROOT);
    bytes.extend(content);
    bytes
}

/// A file of one dataset, called `x`, of these messages and with these bytes behind them.
pub(crate) fn one(messages: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
    let link_nbytes = header(&[link(b"x", 0)]).len() as u64;
    let mut content = header(&[link(b"x", ROOT + link_nbytes)]);
    content.extend(header(messages));
    content.extend(behind);
    file(&content)
}

/// The address of what stands behind the messages of [`one`].
pub(crate) fn behind(messages: &[Vec<u8>]) -> u64 {
    one(messages, &[]).len() as u64
}

/// A shape.
pub(crate) fn shape(lengths: &[u64]) -> Vec<u8> {
    let mut body = vec![1, u8::try_from(lengths.len()).expect("few axes"), 0, 0, 0, 0, 0, 0];
    body.extend(lengths.iter().flat_map(|length| length.to_le_bytes()));
    message(1, &body)
}

/// Unsigned integers of one byte.
pub(crate) fn bytes() -> Vec<u8> {
    message(3, &[0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0])
}

/// Elements one after the other.
pub(crate) fn contiguous(address: u64, nbytes: u64) -> Vec<u8> {
    message(8, &[&[3, 1][..], &address.to_le_bytes(), &nbytes.to_le_bytes()].concat())
}

/// Chunks of this shape of single bytes, in a B-tree of version 1.
pub(crate) fn chunked(lengths: &[u32], address: u64) -> Vec<u8> {
    let mut body = vec![3, 2, u8::try_from(lengths.len() + 1).expect("few axes")];
    body.extend(address.to_le_bytes());
    body.extend(lengths.iter().chain(&[1]).flat_map(|length| length.to_le_bytes()));
    message(8, &body)
}

/// A node of a B-tree of chunks: a level, and for each child its bytes, offsets and address.
pub(crate) fn node(level: u8, ndim: usize, children: &[(u32, Vec<u64>, u64)]) -> Vec<u8> {
    let mut bytes = b"TREE\x01".to_vec();
    bytes.push(level);
    bytes.extend(u16::try_from(children.len()).expect("few children").to_le_bytes());
    bytes.extend([0xff; 16]);
    for (nbytes, offsets, child) in children {
        bytes.extend(nbytes.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
        bytes.extend(0_u64.to_le_bytes());
        bytes.extend(child.to_le_bytes());
    }
    bytes.extend([0; 8]);
    bytes.extend(vec![0xff; 8 * (ndim + 1)]);
    bytes
}

/// A filter of this number, which has no name.
pub(crate) fn filter(id: u16) -> Vec<u8> {
    let mut body = vec![1, 1, 0, 0, 0, 0, 0, 0];
    body.extend(id.to_le_bytes());
    body.extend([0; 6]);
    message(0xb, &body)
}
