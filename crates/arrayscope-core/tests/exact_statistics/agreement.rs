//! The same elements give the same bits, whichever way they are asked for.

use crate::cases::Line;
use crate::common::{Report, read};
use crate::{EVERYTHING, bits, reduced, reduced_as};
use arrayscope_core::Array;
use arrayscope_core::stats::{Column, Reduction, axis_stats, profile, summary};

/// Every column of two reductions, with the type of its values and their bits.
fn columns(reduction: &Reduction) -> Vec<(String, Vec<u64>)> {
    [reduction.mean(), reduction.var(), reduction.std(), reduction.min(), reduction.max()]
        .map(|column| (column.dtype().to_string(), bits(&column.to_f64())))
        .to_vec()
}

fn first_bits(column: &Column) -> u64 {
    column.get(0).expect("one lane").to_f64().to_bits()
}

#[test]
fn a_copy_in_c_order_gives_the_same_bits() {
    let mut report = Report::default();
    for line in read::<Line>("statistics") {
        let array = line.array();
        let copy = array.to_c_order().expect("small");
        for case in &line.cases {
            let answers = |array: &Array| {
                let sample = reduced_as(array, &case.axes, EVERYTHING.with_ddof(1));
                (columns(&reduced(array, &case.axes)), columns(&sample))
            };
            let problem =
                (answers(&array) != answers(&copy)).then(|| "the copy differs".to_owned());
            report.case(format!("{} over axes {:?}", line.title(), case.axes), problem);
        }
    }
    report.finish(2_000);
}

#[test]
fn summary_axis_stats_and_profile_are_reductions() {
    let mut report = Report::default();
    for line in read::<Line>("statistics") {
        let array = line.array();
        let ndim = array.shape().len().cast_signed();
        let all = reduced(&array, &(0..ndim).collect::<Vec<_>>());
        let whole = summary(&array.view()).expect("it has statistics");
        let fine = [whole.mean, whole.std, whole.min, whole.max].map(|x| x.to_f64().to_bits())
            == [all.mean(), all.std(), all.min(), all.max()].map(|all| first_bits(&all))
            && [whole.count, whole.nan, whole.pos_inf, whole.neg_inf]
                == [all.counts()[0], all.nan()[0], all.pos_inf()[0], all.neg_inf()[0]];
        report.case(line.title(), (!fine).then(|| format!("summary: {whole:?}")));
        for axis in 0..ndim {
            let others: Vec<isize> = (0..ndim).filter(|other| *other != axis).collect();
            for (table, axes) in [
                (axis_stats(&array.view(), axis), vec![axis]),
                (profile(&array.view(), axis), others),
            ] {
                let (table, got) = (table.expect("the axis exists"), reduced(&array, &axes));
                let mut table_columns = columns(&table.lanes);
                table_columns[1] = columns(&got)[1].clone(); // a table has no variances
                let fine = table.shape() == got.shape()
                    && table.lanes.counts() == got.counts()
                    && table.lanes.odd() == got.odd()
                    && table_columns == columns(&got);
                report.case(line.title(), (!fine).then(|| format!("over {axes:?}: {table:?}")));
            }
        }
    }
    report.finish(1_500);
}
