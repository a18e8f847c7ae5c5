//! The same elements give the same bits, whichever way they are asked for.

use crate::cases::Line;
use crate::common::{Report, read};
use crate::{bits, reduced};
use arrayscope_core::stats::NonFinitePolicy::Exclude;
use arrayscope_core::stats::{Number, axis_stats, profile, summary};

fn number_bits(numbers: &[Number]) -> Vec<u64> {
    bits(&numbers.iter().map(|number| number.to_f64()).collect::<Vec<_>>())
}

#[test]
fn a_copy_in_c_order_gives_the_same_bits() {
    let mut report = Report::default();
    for line in read::<Line>("statistics") {
        let array = line.array();
        let copy = array.to_c_order().expect("small");
        for case in &line.cases {
            let answers = |array| {
                let got = reduced(array, &case.axes);
                bits(&[got.mean(Exclude), got.var(0, Exclude), got.var(1, Exclude)].concat())
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
        let fine = number_bits(&[whole.mean, whole.std])
            == bits(&[all.mean(Exclude)[0], all.std(0, Exclude)[0]])
            && [whole.count, whole.nan, whole.pos_inf, whole.neg_inf]
                == [all.count()[0], all.nan()[0], all.pos_inf()[0], all.neg_inf()[0]];
        report.case(line.title(), (!fine).then(|| format!("summary: {whole:?}")));
        for axis in 0..ndim {
            let others: Vec<isize> = (0..ndim).filter(|other| *other != axis).collect();
            for (table, axes) in [
                (axis_stats(&array.view(), axis), vec![axis]),
                (profile(&array.view(), axis), others),
            ] {
                let (table, got) = (table.expect("the axis exists"), reduced(&array, &axes));
                let fine = table.shape == got.shape()
                    && table.count == got.count()
                    && number_bits(&table.mean) == bits(&got.mean(Exclude))
                    && number_bits(&table.std) == bits(&got.std(0, Exclude));
                report.case(line.title(), (!fine).then(|| format!("over {axes:?}: {table:?}")));
            }
        }
    }
    report.finish(1_500);
}
