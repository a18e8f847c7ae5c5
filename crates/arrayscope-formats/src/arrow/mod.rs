//! Arrow's IPC format: columns in record batches, as a file or a stream.
//!
//! Source: "Arrow Columnar Format" 1.5 of Apache Arrow. Only what numbers need is read; see
//! ARCHITECTURE.md for why not by the `arrow-ipc` crate.

mod batch;
mod flat;
mod messages;
mod rows;
mod schema;
mod store;

use std::sync::Arc;

pub(crate) use rows::Rows;
pub(crate) use schema::fixed_size_lists;

use self::batch::Batch;
use self::flat::Table;
use self::messages::{Message, Messages, RECORD_BATCH, SCHEMA};
use self::schema::{Kind, Numbers, Refused, Schema};
use self::store::ArrowStore;
use crate::columns::{Codec, Column, Columns, Found, Nulls};
use crate::container::Cost;
use crate::error::Result;
use crate::io::File;
use crate::note::Note;
use crate::place::Place;

/// How messages follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// One after the other, with a footer that leads to them.
    File,
    /// One after the other.
    Stream,
}

/// What the messages before tell, as they are gone through.
#[derive(Debug)]
struct Reading<'a> {
    messages: Messages<'a>,
    schema: Option<Schema>,
    /// Where each batch is, and its rows.
    batches: Vec<u64>,
    rows: Vec<usize>,
    /// Nulls of each column of numbers.
    nulls: Vec<u64>,
    codecs: Vec<Codec>,
}

/// Opens a file whose magic has been seen.
pub(crate) fn open(file: File, path: &str, framing: Framing) -> Result<Columns> {
    let place = Place::new(path, "arrow");
    let stored = file.nbytes();
    let stored = stored.map_err(|error| place.io("ask for the file's size", error))?;
    let file = Arc::new(file);
    let messages = Messages { file: &file, place: &place, stored };
    let mut reading = Reading {
        messages: Messages { ..messages },
        schema: None,
        batches: Vec::new(),
        rows: Vec::new(),
        nulls: Vec::new(),
        codecs: Vec::new(),
    };
    let mut notes = Vec::new();
    match framing {
        Framing::File => messages.file(|message| reading.footer_or_batch(&message))?,
        Framing::Stream => {
            if !messages.stream(0, |message| reading.message(&message))? {
                notes.push(Note::UnendedStream);
            }
        }
    }
    let Reading { schema, batches, rows, nulls, codecs, .. } = reading;
    let Some(schema) = schema else {
        return Err(place.malformed(0, "no schema", "a schema before anything else"));
    };
    let (mut columns, mut numbers, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let codec_names: Vec<String> =
        codecs.iter().filter_map(|codec| codec.name()).map(str::to_owned).collect();
    for field in schema.fields {
        match field.kind {
            Kind::Other(kind) => left_out.push((field.name, kind.to_owned())),
            Kind::Numbers(found) => {
                let column = found.rows.of(Column::new(field.name, found.dtype.clone()));
                let nulls = Nulls::Counted(nulls.get(columns.len()).copied().unwrap_or(0));
                columns.push(Column { codecs: codec_names.clone(), ..column }.with_nulls(nulls));
                numbers.push(found);
            }
        }
    }
    let cost = if codecs.is_empty() { Cost::Window } else { Cost::Chunks };
    let byte_order = schema.byte_order;
    let store =
        ArrowStore { file: Arc::clone(&file), stored, batches, columns: numbers, byte_order };
    Columns::new(Found { columns, left_out, groups: rows, store, cost, stored, notes }, place)
}

impl Reading<'_> {
    /// What the footer of a file leads to: first itself, then batches.
    fn footer_or_batch(&mut self, message: &Message) -> Result<()> {
        if self.schema.is_some() {
            return self.message(message);
        }
        let fail = |broken| self.messages.broken(message.at, broken);
        let footer = Table::root(&message.metadata).map_err(fail)?;
        let (schema, version) =
            (footer.table(1).map_err(fail)?, footer.i16_or(0, 0).map_err(fail)?);
        self.take_schema(schema, version, message.at)
    }

    /// A message of a stream.
    fn message(&mut self, message: &Message) -> Result<()> {
        let fail = |broken| self.messages.broken(message.at, broken);
        let table = Table::root(&message.metadata).map_err(fail)?;
        let version = table.i16_or(0, 0).map_err(fail)?;
        match table.u8(1).map_err(fail)? {
            SCHEMA if self.schema.is_none() => {
                let schema = table.table(2).map_err(fail)?;
                self.take_schema(schema, version, message.at)
            }
            RECORD_BATCH => self.take_batch(message),
            // Dictionaries: no column of numbers needs them.
            _ => Ok(()),
        }
    }

    fn take_schema(&mut self, table: Option<Table<'_>>, version: i16, at: u64) -> Result<()> {
        let place = self.messages.place;
        let Some(table) = table else {
            return Err(place.malformed(at, "no schema", "one"));
        };
        let schema = Schema::read(&table, version).map_err(|refused| match refused {
            Refused::Broken(broken) => self.messages.broken(at, broken),
            Refused::TooLarge(found) => place.malformed(at, found, "no more"),
        })?;
        self.nulls = schema.numbers().map(|_| 0).collect();
        self.schema = Some(schema);
        Ok(())
    }

    fn take_batch(&mut self, message: &Message) -> Result<()> {
        let place = self.messages.place;
        let Some(schema) = &self.schema else {
            return Err(place.malformed(message.at, "rows before a schema", "a schema first"));
        };
        let fail = |broken| self.messages.broken(message.at, broken);
        let batch = Batch::read(message).map_err(fail)?;
        if batch.nodes() != schema.nodes {
            let found = format!("a batch of {} fields", batch.nodes());
            return Err(place.malformed(message.at, found, format!("{}", schema.nodes)));
        }
        for (nulls, numbers) in std::iter::zip(&mut self.nulls, schema.numbers()) {
            let mut expected = batch.rows;
            for level in 0..=numbers.lists.len() {
                let (length, null_count) = batch.node(numbers.node + level).map_err(fail)?;
                if length != expected || null_count > length {
                    let found = format!("a column of {length} values, {null_count} of them null");
                    let expected = format!("{expected} values");
                    return Err(place.malformed(message.at, found, expected));
                }
                *nulls = nulls.saturating_add(null_count);
                let list = numbers.lists.get(level).map_or(1, |&length| length as u64);
                expected = expected.saturating_mul(list);
            }
        }
        if let Some(codec) = batch.codec.filter(|codec| *codec != Codec::Plain)
            && !self.codecs.contains(&codec)
        {
            self.codecs.push(codec);
        }
        self.rows.push(usize::try_from(batch.rows).unwrap_or(usize::MAX));
        self.batches.push(message.start);
        Ok(())
    }
}

impl Schema {
    /// The columns of numbers, in order.
    fn numbers(&self) -> impl Iterator<Item = &Numbers> {
        self.fields.iter().filter_map(|field| match &field.kind {
            Kind::Numbers(numbers) => Some(numbers),
            Kind::Other(_) => None,
        })
    }
}
