//! Time as a text gives it: never more exact than its words.

use jiff::{ToSpan as _, civil::Date};

/// The unit that was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    /// Bounded by other events rather than named.
    Interval,
    #[default]
    Unknown,
}

impl Precision {
    pub const ALL: [Self; 8] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
        Self::Interval,
        Self::Unknown,
    ];

    /// The word the JSON contract and the notebook file use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Interval => "interval",
            Self::Unknown => "unknown",
        }
    }
}

/// Some days, both ends included; an end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    // Where both are there, `start <= end`.
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub precision: Precision,
}

impl Interval {
    pub const fn day(date: Date) -> Self {
        Self { start: Some(date), end: Some(date), precision: Precision::Day }
    }

    /// The whole month that `date` lies in.
    pub fn month(date: Date) -> Self {
        Self {
            start: Some(date.first_of_month()),
            end: Some(date.last_of_month()),
            precision: Precision::Month,
        }
    }

    /// The whole year that `date` lies in.
    pub fn year(date: Date) -> Self {
        Self {
            start: Some(date.first_of_year()),
            end: Some(date.last_of_year()),
            precision: Precision::Year,
        }
    }

    /// Nothing is known of when it was.
    pub const fn is_unknown(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// One day and no doubt about it.
    pub fn is_exact(&self) -> bool {
        self.start.is_some() && self.start == self.end
    }

    /// Its middle, for drawing; an open interval's only end.
    pub fn middle(&self) -> Option<Date> {
        match (self.start, self.end) {
            (Some(a), Some(b)) => {
                let days = a.until(b).map_or(0, |span| span.get_days());
                a.checked_add((days / 2).days()).ok()
            }
            (a, b) => a.or(b),
        }
    }
}
