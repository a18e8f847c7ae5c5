//! What a reduction is asked for.

/// What non-finite values do to means and extrema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NonFinitePolicy {
    /// Only finite values count: NaN and infinities are told by their counts.
    #[default]
    Exclude,
    /// NumPy's `mean`, `var`, `min`: one NaN makes the answer NaN, infinities take part.
    Propagate,
    /// NumPy's `nanmean`, `nanvar`, `nanmin`: NaN is left out, infinities take part.
    Ignore,
}

/// The type in which means, variances and standard deviations are told. They are computed
/// in `f64` either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FloatWidth {
    /// `f64`.
    #[default]
    F64,
    /// `f32`, rounded once: the result of NumPy for `float32` arrays.
    F32,
}

/// What a reduction computes. Only this is computed and stored; counts of values that are
/// not finite are always there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is named after what it asks for")]
pub struct Wanted {
    /// The mean.
    pub mean: bool,
    /// The variance.
    pub var: bool,
    /// The standard deviation.
    pub std: bool,
    /// The minimum.
    pub min: bool,
    /// The maximum.
    pub max: bool,
    /// Variances are divided by `count − ddof`.
    pub ddof: u64,
    /// What becomes of values that are not finite.
    pub policy: NonFinitePolicy,
    /// The type of means, variances and standard deviations.
    pub float: FloatWidth,
}

impl Wanted {
    /// Counts of non-finite values only.
    pub const CENSUS: Self = Self {
        mean: false,
        var: false,
        std: false,
        min: false,
        max: false,
        ddof: 0,
        policy: NonFinitePolicy::Exclude,
        float: FloatWidth::F64,
    };
    /// Mean, standard deviation, minimum and maximum.
    pub const ALL: Self = Self { mean: true, std: true, min: true, max: true, ..Self::CENSUS };
    /// The mean.
    pub const MEAN: Self = Self { mean: true, ..Self::CENSUS };
    /// Minimum and maximum.
    pub const EXTREMA: Self = Self { min: true, max: true, ..Self::CENSUS };

    /// The same with variances divided by `count − ddof`.
    #[must_use]
    pub fn with_ddof(self, ddof: u64) -> Self {
        Self { ddof, ..self }
    }

    /// The same with another policy.
    #[must_use]
    pub fn with_policy(self, policy: NonFinitePolicy) -> Self {
        Self { policy, ..self }
    }

    /// The same with another type of means, variances and standard deviations.
    #[must_use]
    pub fn with_float(self, float: FloatWidth) -> Self {
        Self { float, ..self }
    }
}
