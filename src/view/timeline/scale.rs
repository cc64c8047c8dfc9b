//! The axis: days to points and back, zooming, panning, and which times deserve a label.

use std::ops::RangeInclusive;

/// From ten minutes to ten thousand years across the window.
const SPANS: RangeInclusive<f64> = 10.0 / 1440.0..=3_652_425.0;

/// The part of time that is shown, as a line of `width` points.
///
/// Days are counted from 1970-01-01, fractions are the time of day. Points are counted from the window's
/// left end; far from it they are kept as `f64`, so that deep zooms stay exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The day at the left end.
    pub start: f64,
    /// How many points a day is wide; always above zero.
    pub per_day: f64,
    /// In points.
    pub width: f64,
}

impl Scale {
    /// Shows `from..to` on `width` points, or as near to it as the limits of zooming allow, in the middle.
    pub fn showing(from: f64, to: f64, width: f64) -> Self {
        let width = width.max(1.0);
        let span = (to - from).clamp(*SPANS.start(), *SPANS.end());
        let span = if span.is_finite() { span } else { 1.0 };
        let middle = f64::midpoint(from, to);
        let middle = if middle.is_finite() { middle } else { 0.0 };
        Self { start: middle - span / 2.0, per_day: width / span, width }
    }

    /// The day at the right end.
    pub fn end(&self) -> f64 {
        self.start + self.span()
    }

    /// How many days are shown.
    pub fn span(&self) -> f64 {
        self.width / self.per_day
    }

    pub fn to_points(&self, day: f64) -> f64 {
        (day - self.start) * self.per_day
    }

    pub fn to_days(&self, x: f64) -> f64 {
        self.start + x / self.per_day
    }

    /// The same stretch of time on another width; the left end stays.
    #[must_use]
    pub fn resized(&self, width: f64) -> Self {
        Self { width: width.max(1.0), ..*self }
    }

    /// Magnifies by `factor` with the day at `x` points staying where it is.
    #[must_use]
    pub fn zoomed(&self, factor: f64, x: f64) -> Self {
        if !factor.is_finite() || factor <= 0.0 {
            return *self;
        }
        let per_day =
            (self.per_day * factor).clamp(self.width / SPANS.end(), self.width / SPANS.start());
        Self { start: self.to_days(x) - x / per_day, per_day, ..*self }
    }

    /// Whether zooming in still changes anything.
    pub fn can_zoom_in(&self) -> bool {
        self.span() > SPANS.start() * 1.001
    }

    /// Moved by `points`; positive ones show later times.
    #[must_use]
    pub fn panned(&self, points: f64) -> Self {
        Self { start: self.start + points / self.per_day, ..*self }
    }

    /// Moved back so far that something of `from..to` stays in sight.
    #[must_use]
    pub fn kept_near(&self, from: f64, to: f64) -> Self {
        let margin = self.span() * 0.2;
        let low = from - self.span() + margin;
        let high = to - margin;
        let start = if low <= high { self.start.clamp(low, high) } else { self.start };
        Self { start, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn points_and_days_round_trip(
            start in -3e6..3e6_f64, span in 0.001..1e7_f64, width in 1.0..3000.0_f64, x in 0.0..3000.0_f64,
        ) {
            let scale = Scale::showing(start, start + span, width);
            prop_assert!((scale.to_points(scale.to_days(x)) - x).abs() < 0.01);
        }

        #[test]
        fn zooming_holds_the_day_under_the_pointer(
            start in -3e6..3e6_f64, span in 0.1..1e5_f64, factor in 0.01..100.0_f64, x in 0.0..1000.0_f64,
        ) {
            let scale = Scale::showing(start, start + span, 1000.0);
            let zoomed = scale.zoomed(factor, x);
            prop_assert!((zoomed.to_points(scale.to_days(x)) - x).abs() < 0.01);
            prop_assert!(SPANS.start() * 0.99 < zoomed.span() && zoomed.span() < SPANS.end() * 1.01);
        }

        #[test]
        fn something_always_stays_in_sight(
            start in -1e6..1e6_f64, span in 0.1..1e5_f64, pan in -1e7..1e7_f64, length in 0.0..1e4_f64,
        ) {
            let scale = Scale::showing(start, start + span, 800.0);
            let kept = scale.panned(pan).kept_near(0.0, length);
            prop_assert!(kept.start <= length && kept.end() >= 0.0);
        }
    }

    #[test]
    fn nonsense_is_made_harmless() {
        for (from, to, width) in
            [(f64::NAN, 1.0, 100.0), (5.0, 1.0, 0.0), (0.0, f64::INFINITY, -3.0)]
        {
            let scale = Scale::showing(from, to, width).zoomed(f64::NAN, 3.0).zoomed(1e300, 0.0);
            assert!(scale.start.is_finite() && scale.per_day.is_finite() && scale.per_day > 0.0);
        }
    }
}
