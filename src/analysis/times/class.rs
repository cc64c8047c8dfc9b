//! The classes that words of time fall into, and the units of the calendar.

/// What a word can be in an expression of time. A word may be several: "second" counts and measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// A counting number: "3", "2,500", "twenty-five".
    Num,
    /// Digits only, one or two: the 12 of "12/5" or "12:30".
    Two,
    /// Two digits exactly.
    Pair,
    /// "third", "3rd".
    Ord,
    /// A number from 1 to 31, or its ordinal in digits.
    Day,
    /// An ordinal from first to thirty-first.
    DayOrd,
    /// Four digits or their words, 1000 to 2999.
    Year,
    /// "'98".
    ShortYear,
    /// "1990s", "nineties".
    Decade,
    /// "dozen".
    Dozen,
    /// "5/8" after a number, "half".
    Fraction,
    Month,
    Weekday,
    /// "Fridays".
    Weekdays,
    /// "nights".
    Parts,
    /// "Mon", "Tues.": too like other words to stand alone.
    WeekdayShort,
    /// "year".
    Unit,
    /// "years".
    Units,
    /// "daily".
    Every,
    Season,
    /// "morning", "night".
    Part,
    /// "noon", "midnight".
    Noon,
    /// "2.30pm", "11am".
    ClockWord,
    /// "14.30".
    Dotted,
    /// "1430": four digits that can be a time of day.
    Military,
    /// "12.05.2013".
    DottedDate,
    /// "a.m."
    AmPm,
    /// "GMT".
    Zone,
    /// "today", "tomorrow".
    Relative,
    /// "this", "last", "next" and what means the same.
    Which,
    /// "several", "few".
    Vague,
    /// "other", of every second one.
    Other,
    /// "a", "an".
    A,
    /// "about", "nearly".
    Approx,
    /// "early", "late".
    Mod,
    /// "end", "beginning".
    Edge,
    Festival,
    /// "Memorial", "Boxing": a festival before "Day".
    NamedDay,
    /// "Good", "Palm": a festival before its weekday.
    NamedWeekday,
    Eve,
    /// "before", "after": on which side of an anchor.
    Side,
    /// "earlier", "later": which part of a stretch.
    Later,
    /// "Q3".
    Quarter,
    /// "H1".
    Half,
    /// "yearlong".
    Lasting,
    /// "fiscal", "financial": before a year that is not the calendar's.
    Fiscal,
    /// "new", before a year.
    New,
    /// "FY2012".
    FiscalYear,
    /// "2024-03-05T14:30Z".
    Stamp,
    /// "B.C."
    Era,
    /// Ended by a hyphen with no space on either side.
    Hyphen,
    Dash,
    /// No white space before it.
    Glued,
    Capital,
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    pub(super) const fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u64)
    }

    pub(super) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    /// The numbers of the classes in it.
    pub(super) fn each(self) -> impl Iterator<Item = usize> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let next = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(next)
        })
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Class {
    /// By the name the grammar uses.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        const NAMES: &[(&str, Class)] = &[
            ("NUM", Class::Num),
            ("TWO", Class::Two),
            ("PAIR", Class::Pair),
            ("ORD", Class::Ord),
            ("DAY", Class::Day),
            ("DAYORD", Class::DayOrd),
            ("YEAR", Class::Year),
            ("SHORTYEAR", Class::ShortYear),
            ("DECADE", Class::Decade),
            ("DOZEN", Class::Dozen),
            ("FRACTION", Class::Fraction),
            ("MONTH", Class::Month),
            ("WEEKDAY", Class::Weekday),
            ("WEEKDAYS", Class::Weekdays),
            ("PARTS", Class::Parts),
            ("WEEKDAYSHORT", Class::WeekdayShort),
            ("UNIT", Class::Unit),
            ("UNITS", Class::Units),
            ("EVERY", Class::Every),
            ("SEASON", Class::Season),
            ("PART", Class::Part),
            ("NOON", Class::Noon),
            ("AMPM", Class::AmPm),
            ("ZONE", Class::Zone),
            ("RELATIVE", Class::Relative),
            ("WHICH", Class::Which),
            ("VAGUE", Class::Vague),
            ("OTHER", Class::Other),
            ("A", Class::A),
            ("APPROX", Class::Approx),
            ("MOD", Class::Mod),
            ("EDGE", Class::Edge),
            ("CLOCKWORD", Class::ClockWord),
            ("DOTTED", Class::Dotted),
            ("MILITARY", Class::Military),
            ("DOTTEDDATE", Class::DottedDate),
            ("FESTIVAL", Class::Festival),
            ("NAMEDDAY", Class::NamedDay),
            ("NAMEDWEEKDAY", Class::NamedWeekday),
            ("EVE", Class::Eve),
            ("SIDE", Class::Side),
            ("LATER", Class::Later),
            ("QUARTER", Class::Quarter),
            ("HALF", Class::Half),
            ("LASTING", Class::Lasting),
            ("FISCAL", Class::Fiscal),
            ("NEW", Class::New),
            ("FISCALYEAR", Class::FiscalYear),
            ("STAMP", Class::Stamp),
            ("ERA", Class::Era),
            ("-", Class::Hyphen),
            ("DASH", Class::Dash),
        ];
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }

    /// Whether a rule wants to know which word it was.
    pub(super) const fn is_kept(self) -> bool {
        !matches!(self, Self::Hyphen | Self::Dash | Self::Glued | Self::Capital)
    }
}

/// The units of the calendar and the clock, from small to large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    pub(super) const ALL: [Self; 15] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Weekend,
        Self::Week,
        Self::Fortnight,
        Self::Month,
        Self::Quarter,
        Self::Season,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Half => "half-year",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
        }
    }

    /// The letters of TIMEX3 durations, with what one unit counts for.
    pub(super) const fn letters(self) -> (&'static str, u32) {
        match self {
            Self::Second => ("S", 1),
            Self::Minute | Self::Month => ("M", 1),
            Self::Hour => ("H", 1),
            Self::Day => ("D", 1),
            Self::Weekend => ("WE", 1),
            Self::Week => ("W", 1),
            Self::Fortnight => ("W", 2),
            Self::Quarter => ("Q", 1),
            Self::Season => ("M", 3),
            Self::Half => ("M", 6),
            Self::Year => ("Y", 1),
            Self::Decade => ("Y", 10),
            Self::Century => ("Y", 100),
            Self::Millennium => ("Y", 1000),
        }
    }

    /// Hours, minutes and seconds.
    pub(super) fn is_clock(self) -> bool {
        self <= Self::Hour
    }

    pub(super) fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::Day)
    }
}

/// What "this", "last", "next" and their kin say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Which {
    This,
    Last,
    Next,
    /// "the past", "recent": up to the reference.
    Past,
    /// "coming", "ahead".
    Coming,
    /// "previous", "preceding": before the anchor.
    Previous,
    /// "following": after the anchor.
    Following,
    /// "that", "the same": the anchor itself.
    That,
    /// "the", "the full": the anchor, or else this.
    The,
    Recent,
    /// "latest".
    Latest,
    /// "before last".
    BeforeLast,
}

impl Which {
    pub(super) const ALL: [Self; 12] = [
        Self::This,
        Self::Last,
        Self::Next,
        Self::Past,
        Self::Coming,
        Self::Previous,
        Self::Following,
        Self::That,
        Self::The,
        Self::Recent,
        Self::Latest,
        Self::BeforeLast,
    ];

    pub(super) fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::This)
    }
}
