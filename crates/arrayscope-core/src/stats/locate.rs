//! Where the first element of a kind is.

use crate::dtype::{Element, Op};
use crate::kernel::Wide;
use crate::layout::Offsets;
use crate::view::Gather;
use crate::{ArrayView, Result};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// NaN.
    Nan,
    /// +Inf.
    PosInf,
    /// −Inf.
    NegInf,
    /// A finite value less than this.
    Below(f64),
    /// A finite value greater than this.
    Above(f64),
}

/// The index of the first element, in C order, that is what is looked for.
///
/// Stops at the first. Complex numbers are compared by their magnitude.
///
/// # Errors
/// When the dtype has no statistics.
pub fn first_index(view: &ArrayView<'_>, target: Target) -> Result<Option<Vec<usize>>> {
    view.dtype().dispatch(Find { view: *view, target })
}

struct Find<'a> {
    view: ArrayView<'a>,
    target: Target,
}

impl Op for Find<'_> {
    type Output = Option<Vec<usize>>;

    fn run<T: Element>(self) -> Self::Output {
        let gather = Gather::<T>::new(self.view);
        let layout = self.view.layout();
        let mut offsets = Offsets::new(layout.shape(), layout.strides());
        loop {
            let index = offsets.index().to_vec();
            let value = gather.at(offsets.next()?).to_f64();
            let found = match self.target {
                Target::Nan => value.is_nan(),
                Target::PosInf => value == f64::INFINITY,
                Target::NegInf => value == f64::NEG_INFINITY,
                Target::Below(bound) => value.is_finite() && value < bound,
                Target::Above(bound) => value.is_finite() && value > bound,
            };
            if found {
                return Some(index);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn the_first_of_each_kind_is_found_in_c_order() {
        const INF: f64 = f64::INFINITY;
        let values = [0.0, INF, f64::NAN, -INF, 5.0, f64::NAN];
        let a = Array::from_slice(&values, &[2, 3]).expect("fits");
        let find = |target| first_index(&a.view(), target).expect("a float");
        assert_eq!(find(Target::Nan), Some(vec![0, 2]));
        assert_eq!(find(Target::PosInf), Some(vec![0, 1]));
        assert_eq!(find(Target::NegInf), Some(vec![1, 0]));
        assert_eq!(find(Target::Above(4.0)), Some(vec![1, 1]));
        assert_eq!(find(Target::Below(0.0)), None);
    }
}
