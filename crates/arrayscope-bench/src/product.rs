//! `arr.T @ arr` and `arr @ arr.T`, twice: as the plain triple loop walks memory, and
//! packed. The difference between the two is the effect of strides; what is left is FLOPs.

use anyhow::Result;
use ndarray::ArrayView2;

/// Which of the two products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `arr.T @ arr`.
    TransposeFirst,
    /// `arr @ arr.T`.
    TransposeLast,
}

impl Order {
    /// As the lesson writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::TransposeFirst => "arr.T @ arr",
            Self::TransposeLast => "arr @ arr.T",
        }
    }

    /// Multiplications and additions of a matrix of this shape.
    pub(crate) fn flops(self, [rows, columns]: [usize; 2]) -> u64 {
        let (outer, inner) = match self {
            Self::TransposeFirst => (columns, rows),
            Self::TransposeLast => (rows, columns),
        };
        2 * (outer * outer * inner) as u64
    }

    /// The sum of all elements of the product, without multiplying matrices:
    /// `Σ_ij (AᵀA)_ij = Σ_k (Σ_i A_ki)²`, and the same with the axes swapped. Also the sum
    /// that it would be if nothing cancelled.
    pub(crate) fn expected(self, values: &[f32], [rows, columns]: [usize; 2]) -> (f64, f64) {
        let at = |row: usize, column: usize| f64::from(values[row * columns + column]);
        let lanes: Vec<(f64, f64)> = match self {
            Self::TransposeFirst => {
                (0..rows).map(|k| sums((0..columns).map(|i| at(k, i)))).collect()
            }
            Self::TransposeLast => {
                (0..columns).map(|k| sums((0..rows).map(|i| at(i, k)))).collect()
            }
        };
        let square = |of: fn(&(f64, f64)) -> f64| lanes.iter().map(|lane| of(lane).powi(2)).sum();
        (square(|lane| lane.0), square(|lane| lane.1))
    }
}

fn sums(lane: impl Iterator<Item = f64>) -> (f64, f64) {
    lane.fold((0.0, 0.0), |(sum, magnitudes), x| (sum + x, magnitudes + x.abs()))
}

/// The product by the definition: three loops, every operand read where it lies. Gives the
/// sum of its elements.
pub(crate) fn triple_loop(values: &[f32], [rows, columns]: [usize; 2], order: Order) -> f64 {
    // Steps in elements: along the summed axis, and from one lane to the next.
    let (lanes, summed, lane_step, sum_step) = match order {
        Order::TransposeFirst => (columns, rows, 1, columns),
        Order::TransposeLast => (rows, columns, columns, 1),
    };
    let mut product = vec![0f32; lanes * lanes];
    for i in 0..lanes {
        for j in 0..lanes {
            let mut sum = 0f32;
            for k in 0..summed {
                sum += values[i * lane_step + k * sum_step] * values[j * lane_step + k * sum_step];
            }
            product[i * lanes + j] = sum;
        }
    }
    product.iter().copied().map(f64::from).sum()
}

/// The product by the `matrixmultiply` crate, through `ndarray`: it first packs its operands
/// into blocks that fit the caches, so their strides hardly matter.
///
/// # Errors
/// When the shape is not that of the values.
pub(crate) fn packed(values: &[f32], shape: [usize; 2], order: Order) -> Result<f64> {
    let arr = ArrayView2::from_shape(shape, values)?;
    let product = match order {
        Order::TransposeFirst => arr.t().dot(&arr),
        Order::TransposeLast => arr.dot(&arr.t()),
    };
    Ok(product.iter().copied().map(f64::from).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_sum_that_needs_no_product() {
        let values: Vec<f32> = (0u8..60).map(|k| f32::from(k % 7) - 2.5).collect();
        for shape in [[6, 10], [10, 6], [60, 1]] {
            for order in [Order::TransposeFirst, Order::TransposeLast] {
                let (expected, magnitude) = order.expected(&values, shape);
                let plain = triple_loop(&values, shape, order);
                let packed = packed(&values, shape, order).unwrap();
                assert!((plain - expected).abs() <= 1e-6 * magnitude, "{plain} {expected}");
                assert!((packed - expected).abs() <= 1e-6 * magnitude, "{packed} {expected}");
            }
        }
    }

    #[test]
    fn flops_are_equal_for_squares_alone() {
        assert_eq!(Order::TransposeFirst.flops([5, 5]), Order::TransposeLast.flops([5, 5]));
        assert_eq!(Order::TransposeFirst.flops([10, 2]), 80);
        assert_eq!(Order::TransposeLast.flops([10, 2]), 400);
    }
}
