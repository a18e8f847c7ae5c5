//! Everything about an array as one HTML file.

use arrayscope_core::report::Inspection;
use arrayscope_core::signal::{Context, Contract};
use arrayscope_formats::available_memory;
use arrayscope_formats::report::{Report, Shown};

use super::export::{Colors, Part};
use crate::download::{Download, file_name};
use crate::error::ApiError;
use crate::extract::Call;

/// `GET /api/arrays/{id}/report.html`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    params.only(&[&Part::NAMES[..], &Colors::NAMES[..]].concat())?;
    let part = Part::read(&entry, &params)?;
    let colors = Colors::read(&params)?;
    state
        .compute(move |state| {
            // Asked before the array is read, so that its own bytes do not count as taken.
            let context =
                Context { available_memory: available_memory(), siblings: entry.siblings() };
            let array = state.whole(&entry)?;
            let name = (entry.address.as_str(), entry.format.as_str());
            let contract = Contract::default();
            let inspection = Inspection::of(
                name,
                &entry.described(),
                &array.view(),
                &contract,
                &context,
                &|_| {},
            )?;
            let html = Report {
                inspection: &inspection,
                layout: &entry.layout,
                array: &array,
                title: (entry.title != entry.address).then_some(entry.title.as_str()),
                axis_names: &entry.axis_names,
                unit: entry.unit.as_deref(),
                shown: Shown {
                    section: &part.rectangle.section,
                    rows: part.rectangle.rows,
                    columns: part.rectangle.columns,
                    flip_rows: part.flip.rows,
                    flip_columns: part.flip.columns,
                    part: part.measured.part,
                    gradient: &colors.gradient,
                    limits: colors.limits,
                    limits_from: "as on the page",
                    scale: colors.scale,
                },
                notes: &entry.notes,
            }
            .html()?;
            let name = file_name(&entry.address, "report", "html");
            Ok(Download { name, kind: "text/html; charset=utf-8", bytes: html.into_bytes() })
        })
        .await
}
