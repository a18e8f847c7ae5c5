//! Arrays that are pictures: three or four positions of one axis are red, green, blue and
//! perhaps opacity.

use arrayscope_core::dtype::Class;
use arrayscope_formats::write;
use axum::response::Response;
use serde_json::json;

use super::export::{Colors, MOST_ELEMENTS, check_count, name};
use super::flip::Flip;
use super::own_colors::{COLORS, Shown};
use super::slice::{Asked, MOST_TWIN_CELLS};
use crate::download::Download;
use crate::error::{ApiError, ErrorKind};
use crate::extract::Call;
use crate::frame;
use crate::json::Json;
use crate::params::{Params, malformed};
use crate::state::Entry;

/// The parameters besides those of the cross-section.
const NAMES: [&str; 3] = ["channel", "low", "high"];

/// `GET /api/arrays/{id}/rgb?rows&columns&at&channel=3`.
pub(crate) async fn frame(Call { state, entry, params }: Call) -> Result<Response, ApiError> {
    let wanted = Wish::read(&entry, &params, &[])?;
    state
        .read(move |state| {
            let shown = Shown::of(state, &entry, &wanted)?;
            let header = Json::of(&shown.header(&entry, &wanted))?.into_value();
            frame::encode_bytes(&header, &shown.into_bytes()).map(frame::respond)
        })
        .await
}

/// `GET /api/arrays/{id}/rgb.json`: the header of the frame with the colours in it.
pub(crate) async fn twin(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    let mut wanted = Wish::read(&entry, &params, &[])?;
    wanted.asked = wanted.asked.within(MOST_TWIN_CELLS / 4);
    state
        .read(move |state| {
            let shown = Shown::of(state, &entry, &wanted)?;
            let mut header = shown.header(&entry, &wanted);
            let (pixels, _) = shown.picture.pixels.as_chunks::<4>();
            let rows = pixels.chunks(shown.cells.columns.max(1));
            header["values"] = rows.map(|row| json!(row)).collect();
            Json::of(&header)
        })
        .await
}

/// `GET /api/arrays/{id}/rgb.png`: one pixel per element.
pub(crate) async fn png(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    let mut wanted = Wish::read(&entry, &params, &[Flip::NAME])?;
    let flip = Flip::read(&params)?;
    (wanted.asked.max_rows, wanted.asked.max_columns) = (usize::MAX, usize::MAX);
    let rectangle = &wanted.asked.rectangle;
    check_count(rectangle.rows.len(), rectangle.columns.len(), MOST_ELEMENTS / 4)?;
    state
        .read(move |state| {
            let mut shown = Shown::of(state, &entry, &wanted)?;
            flip.turn_pixels(&mut shown.picture.pixels, shown.cells.columns);
            // Both are at most `MOST_ELEMENTS`.
            let [width, height] = [shown.cells.columns, shown.cells.rows]
                .map(|side| u32::try_from(side).unwrap_or(u32::MAX));
            let mut bytes = Vec::new();
            write::png_to(&mut bytes, width, height, &shown.picture.pixels, &entry.address)?;
            Ok(Download {
                name: name(&entry, &wanted.asked.rectangle, &[flip.word(), Some("rgb")], "png"),
                kind: "image/png",
                bytes,
            })
        })
        .await
}

/// What the request asks for.
pub(super) struct Wish {
    pub(super) asked: Asked,
    /// The axis of the colours.
    pub(super) channel: usize,
    pub(super) limits: Option<(f64, f64)>,
}

impl Wish {
    fn read(entry: &Entry, params: &Params, more: &[&str]) -> Result<Self, ApiError> {
        let asked = Asked::read(entry, params, &[&NAMES[..], more].concat())?;
        if entry.dtype.class() == Class::Complex {
            let message = format!(
                "{} is no colour: a part of it is shown by /slice with part=magnitude, phase, real \
                 or imaginary",
                entry.dtype
            );
            return Err(ApiError::new(ErrorKind::DType, message));
        }
        let text = params.required("channel", "3")?;
        let channel: usize = params.number("channel")?.unwrap_or_default();
        let section = &asked.rectangle.section;
        let is_shown = [section.rows, section.columns].contains(&Some(channel));
        let length = entry.shape().get(channel).copied().unwrap_or_default();
        if is_shown || !(COLORS..=COLORS + 1).contains(&length) {
            let expected = "an axis of length 3 or 4 that is neither rows nor columns";
            return Err(malformed("channel", text, expected));
        }
        Ok(Self { asked, channel, limits: Colors::limits(params)? })
    }
}
