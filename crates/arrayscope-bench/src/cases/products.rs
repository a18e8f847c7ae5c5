//! The two products of a matrix with its transpose, each in two ways.

use super::{Case, Group, Work};
use crate::product::{Order, packed, triple_loop};
use crate::subjects::pseudo_random;
use arrayscope_core::layout::shape_text;
use std::rc::Rc;

/// In the order that the findings compare: triple loop, then packed.
pub(crate) fn cases(shape: [usize; 2]) -> Vec<Case<'static>> {
    let values: Rc<[f32]> = pseudo_random(shape.iter().product()).into();
    let mut cases = Vec::new();
    for (way, is_packed) in [("triple loop", false), ("packed", true)] {
        for order in [Order::TransposeFirst, Order::TransposeLast] {
            let (expected, magnitude) = order.expected(&values, shape);
            let (name, values) = (order.name(), Rc::clone(&values));
            let subject = shape_text(&shape);
            cases.push(Case {
                id: format!("{}/{subject}/{way}/{name}", Group::Product.name()).replace(' ', ""),
                group: Group::Product,
                subject,
                what: format!("{name}, {way}"),
                shape: shape.to_vec(),
                work: Work::Flops { flops: order.flops(shape) },
                expected,
                // float32 sums of up to a thousand products each.
                tolerance: 1e-5 * magnitude,
                body: Box::new(move || {
                    let values = std::hint::black_box(&*values);
                    if is_packed {
                        Ok(packed(values, shape, order)?.into())
                    } else {
                        Ok(triple_loop(values, shape, order).into())
                    }
                }),
            });
        }
    }
    cases
}
