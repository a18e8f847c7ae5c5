//! The flags that say what an array must satisfy.

use crate::reading::parse_bytes;
use arrayscope_core::DType;
use arrayscope_core::signal::Contract;

/// What the signals expect.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "What the signals expect")]
pub(super) struct ContractArgs {
    /// The shape, with _ for any length, as in 32,_,_,3
    #[arg(long, conflicts_with = "geometry", value_name = "SHAPE", value_parser = expected_shape)]
    expect_shape: Option<ExpectedShape>,
    /// The dtype, as in float32
    #[arg(long, conflicts_with = "geometry", value_name = "DTYPE", value_parser = DType::from_name)]
    expect_dtype: Option<DType>,
    /// The lowest and the highest value, as in 0,1
    #[arg(long, conflicts_with = "geometry", value_name = "LOW,HIGH", allow_hyphen_values = true, value_parser = bounds)]
    bounds: Option<(f64, f64)>,
    /// How many NaN and infinities are allowed
    #[arg(long, conflicts_with = "geometry", value_name = "COUNT", default_value_t = 0)]
    non_finite_budget: u64,
    /// How many bytes the array may have
    #[arg(long, conflicts_with = "geometry", value_name = "BYTES", default_value = "4GB", value_parser = parse_bytes)]
    memory_budget: u64,
    /// The axis of samples [default: 0 of two or more axes]
    #[arg(long, conflicts_with = "geometry", value_name = "AXIS", allow_negative_numbers = true)]
    batch_axis: Option<isize>,
    /// The axis of channels [default: the last of tables, and of images with up to 4]
    #[arg(long, conflicts_with = "geometry", value_name = "AXIS", allow_negative_numbers = true)]
    channel_axis: Option<isize>,
}

impl ContractArgs {
    /// The contract that the flags describe.
    pub(super) fn contract(&self) -> Contract {
        Contract {
            shape: self.expect_shape.clone().map(|shape| shape.0),
            dtype: self.expect_dtype.clone(),
            bounds: self.bounds,
            non_finite_budget: self.non_finite_budget,
            memory_budget: self.memory_budget,
            batch_axis: self.batch_axis,
            channel_axis: self.channel_axis,
        }
    }
}

/// The expected length per axis; `None` for any.
#[derive(Clone, Debug, PartialEq)]
struct ExpectedShape(Vec<Option<usize>>);

fn expected_shape(text: &str) -> Result<ExpectedShape, String> {
    let bare = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']).trim();
    let bare = bare.strip_suffix(',').unwrap_or(bare);
    if bare.is_empty() {
        return Ok(ExpectedShape(Vec::new()));
    }
    let length = |part: &str| {
        match part.trim() {
        "_" | "*" => Ok(None),
        number => number.parse().map(Some).map_err(|_| {
            format!("{text:?} has the length {number:?}, which is not a whole number (valid: 32,_,_,3 with _ for any length)")
        }),
    }
    };
    bare.split([',', 'x', '×']).map(length).collect::<Result<_, _>>().map(ExpectedShape)
}

/// Two numbers, the lower first; `-inf` and `inf` leave a side open.
pub(crate) fn bounds(text: &str) -> Result<(f64, f64), String> {
    let refuse = || format!("{text:?} are not two numbers, the lower first (valid: 0,1 or -inf,5)");
    let (low, high) = text.split_once(',').ok_or_else(refuse)?;
    let number = |part: &str| part.trim().parse::<f64>().map_err(|_| refuse());
    let (low, high) = (number(low)?, number(high)?);
    if low <= high { Ok((low, high)) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_underscore_stands_for_any_length() {
        let shape = |text| expected_shape(text).unwrap().0;
        assert_eq!(shape("32,_,_,3"), [Some(32), None, None, Some(3)]);
        assert_eq!(shape("(32, *)"), [Some(32), None]);
        assert_eq!(shape("()"), []);
        assert!(expected_shape("3,,4").is_err());
        assert!(expected_shape("-1").is_err());
        assert!(expected_shape("4,x").unwrap_err().contains("\"4,x\""));
    }

    #[test]
    fn bounds_have_two_ends_in_order() {
        assert_eq!(bounds("-1, 1"), Ok((-1.0, 1.0)));
        assert_eq!(bounds("-inf,0"), Ok((f64::NEG_INFINITY, 0.0)));
        for wrong in ["1", "2,1", "a,b", "0,nan", "0,1,2"] {
            assert!(bounds(wrong).is_err(), "{wrong}");
        }
    }
}
