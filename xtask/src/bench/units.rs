//! Numbers as people read them: three digits and a unit.

/// A time in the unit in which it is at least 1.
pub(super) fn seconds(time: f64) -> String {
    let (number, unit) = match time {
        time if time >= 1.0 => (time, "s"),
        time if time >= 1e-3 => (time * 1e3, "ms"),
        time if time >= 1e-6 => (time * 1e6, "µs"),
        time => (time * 1e9, "ns"),
    };
    format!("{} {unit}", three_digits(number))
}

/// Bytes in MiB.
pub(super) fn mebibytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let mebibytes = bytes as f64 / f64::from(1 << 20);
    format!("{} MiB", three_digits(mebibytes))
}

/// A number with three digits, or with all before the point.
pub(super) fn three_digits(number: f64) -> String {
    match number {
        number if number >= 99.95 => format!("{number:.0}"),
        number if number >= 9.995 => format!("{number:.1}"),
        number => format!("{number:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits_in_every_unit() {
        assert_eq!(seconds(2.5), "2.50 s");
        assert_eq!(seconds(0.0123), "12.3 ms");
        assert_eq!(seconds(123.4e-6), "123 µs");
        assert_eq!(seconds(9.999e-9), "10.0 ns");
    }
}
