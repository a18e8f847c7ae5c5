//! Attributes: small named values of a dataset.
//!
//! Source: HDF5 File Format Specification 3.0, sections IV.A.2.m and IV.A.2.v.

use super::super::structure::{
    Block, Cursor, Fault, FractalHeap, GlobalHeaps, Parsed, Store, btree2, to_usize,
};
use super::dataspace::Dataspace;
use super::datatype::Datatype;
use super::header::{Header, kind, shared};

/// One attribute.
#[derive(Debug)]
pub(in crate::hdf5) struct Attribute {
    pub(in crate::hdf5) name: String,
    pub(in crate::hdf5) datatype: Datatype,
    /// How many elements there are, which their bytes are all there.
    pub(in crate::hdf5) count: usize,
    data: Block,
}

/// The attributes of an object whose names are among those wanted. One that cannot be read
/// is left out: what it would have said is then not known.
pub(in crate::hdf5) fn attributes(
    store: &Store,
    header: &Header,
    wanted: &[&str],
) -> Parsed<Vec<Attribute>> {
    let mut found = Vec::new();
    for message in header.all(kind::ATTRIBUTE) {
        found.extend(Attribute::parse(store, &mut message.cursor(), wanted).ok().flatten());
    }
    for message in header.all(kind::ATTRIBUTE_INFO) {
        let mut cursor = message.cursor();
        cursor.version(&[0], "the attributes of an object")?;
        if cursor.u8()? & 1 != 0 {
            cursor.take(2)?;
        }
        let (Some(heap), Some(tree)) = (cursor.address()?, cursor.address()?) else { continue };
        let heap = FractalHeap::read(store, heap)?;
        for record in btree2::collect(store, tree, 8)? {
            let body = heap.object(store, &mut record.cursor())?;
            found.extend(Attribute::parse(store, &mut body.cursor(), wanted).ok().flatten());
        }
    }
    Ok(found)
}

impl Attribute {
    fn parse(store: &Store, cursor: &mut Cursor<'_>, wanted: &[&str]) -> Parsed<Option<Self>> {
        let version = cursor.version(&[1, 2, 3], "an attribute")?;
        let flags = cursor.u8()?;
        let lengths = [cursor.count()?, cursor.count()?, cursor.count()?];
        if version == 3 {
            cursor.take(1)?;
        }
        let multiple = if version == 1 { 8 } else { 1 };
        let [name, datatype, dataspace] = lengths.map(|length| length.next_multiple_of(multiple));
        let name = cursor.take(name)?;
        let name = name.split(|&byte| byte == 0).next().unwrap_or_default();
        if !wanted.iter().any(|wanted| wanted.as_bytes() == name) {
            return Ok(None);
        }
        let mut datatype = cursor.part(datatype)?;
        let mut dataspace = cursor.part(dataspace)?;
        let is_shared = |bit: u8| version > 1 && flags & bit != 0;
        let datatype = if is_shared(1) {
            let at = datatype.at();
            let message = shared(store, kind::DATATYPE, &mut datatype, at)?;
            Datatype::parse(&mut message.cursor())?
        } else {
            Datatype::parse(&mut datatype)?
        };
        if is_shared(2) {
            let found = "an attribute whose shape is shared";
            return Err(Fault::unsupported(found, "shapes are read where they are"));
        }
        let at = dataspace.at();
        let size = Dataspace::parse(&mut dataspace)?.size();
        let too_large = || Fault::malformed(at, "an attribute that is too large", "64 kB");
        let count = to_usize(size.ok_or_else(too_large)?, at)?;
        let nbytes = count.checked_mul(datatype.nbytes()).ok_or_else(too_large)?;
        let at = cursor.at();
        let data = Block::within(cursor.take(nbytes)?.to_vec(), at, store.sizes);
        let name = String::from_utf8_lossy(name).into_owned();
        Ok(Some(Self { name, datatype, count, data }))
    }

    /// The bytes of its elements.
    pub(in crate::hdf5) fn bytes(&self) -> &[u8] {
        self.data.bytes()
    }

    /// Its text, if it is one; the first of several.
    pub(in crate::hdf5) fn text(&self, store: &Store, heaps: &mut GlobalHeaps) -> Option<String> {
        let bytes = match self.datatype {
            Datatype::Text { nbytes } => self.bytes().get(..nbytes)?.to_vec(),
            Datatype::Variable { is_text: true, .. } if self.count > 0 => {
                heaps.value(store, &mut self.data.cursor()).ok()?.1.to_vec()
            }
            _ => return None,
        };
        let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
        Some(String::from_utf8_lossy(text).trim_end().to_owned())
    }

    /// Its texts.
    pub(in crate::hdf5) fn texts(&self, store: &Store, heaps: &mut GlobalHeaps) -> Vec<String> {
        let part = |at: usize| {
            let nbytes = self.datatype.nbytes();
            let bytes = self.bytes().get(at * nbytes..(at + 1) * nbytes)?.to_vec();
            let data = Block::within(bytes, self.data.cursor().at(), store.sizes);
            let (name, datatype) = (String::new(), self.datatype.clone());
            Self { name, datatype, count: 1, data }.text(store, heaps)
        };
        (0..self.count).map_while(part).collect()
    }

    /// The objects that it refers to: per element, the first of a list, or the one.
    pub(in crate::hdf5) fn objects(
        &self,
        store: &Store,
        heaps: &mut GlobalHeaps,
    ) -> Vec<Option<u64>> {
        let mut cursor = self.data.cursor();
        let mut objects = Vec::new();
        for _ in 0..self.count.min(64) {
            let object = match self.datatype {
                Datatype::Variable { is_text: false, .. } => heaps
                    .value(store, &mut cursor)
                    .and_then(|(_, list)| Cursor::new(list, 0, store.sizes).address()),
                Datatype::Reference { is_object: true, .. } => cursor.address(),
                _ => return objects,
            };
            objects.push(object.ok().flatten());
        }
        objects
    }
}
