//! What a rule of the grammar means, and the particulars that its words carry.

use super::{
    class::{Class, Unit, Which},
    pattern::Match,
    words::Word,
};
use crate::analysis::Modifier;

/// What a rule of the grammar means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Meaning {
    /// A date by its parts, whole or not: "Friday, Aug. 7, 1998", "May", "the 1990s".
    Date,
    /// A date in a year named by its distance: "January last year".
    DateOf,
    /// "12/5/2003".
    Numeric,
    /// "44 B.C.", "the 5th century BCE"
    Era,
    /// Two years or centuries that share their era: "431-404 BC".
    Eras,
    /// A part of a longer stretch: "the last Friday of this month", "the first half of May".
    Part,
    /// Two dates that share a part: "3-5 May".
    Pair,
    Quarter,
    /// Two quarters of a year: "the second and third quarters".
    Quarters,
    Half,
    Season,
    /// "the latest quarter", "the 1988 period": the quarter that the text is about.
    Period,
    /// "a year earlier" of that quarter.
    YearBefore,
    /// "today", "yesterday".
    Relative,
    /// A unit, month, weekday or part of a day picked by "this", "last", "next", "the".
    Which,
    Clock,
    Ago,
    Hence,
    Later,
    Earlier,
    /// "ten years".
    Duration,
    /// A length at a place: "the past two months".
    Stretch,
    Set,
    Past,
    Present,
    Future,
    Festival,
    /// Looks like time and is not: "52 years old".
    Nothing,
}

impl Meaning {
    /// Whether it is so many units from a point.
    const fn moves(self) -> bool {
        matches!(self, Self::Ago | Self::Hence | Self::Later | Self::Earlier)
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "date" => Self::Date,
            "dateof" => Self::DateOf,
            "numeric" => Self::Numeric,
            "era" => Self::Era,
            "eras" => Self::Eras,
            "part" => Self::Part,
            "pair" => Self::Pair,
            "quarter" => Self::Quarter,
            "quarters" => Self::Quarters,
            "half" => Self::Half,
            "season" => Self::Season,
            "period" => Self::Period,
            "yearbefore" => Self::YearBefore,
            "relative" => Self::Relative,
            "which" => Self::Which,
            "clock" => Self::Clock,
            "ago" => Self::Ago,
            "hence" => Self::Hence,
            "later" => Self::Later,
            "earlier" => Self::Earlier,
            "duration" => Self::Duration,
            "stretch" => Self::Stretch,
            "set" => Self::Set,
            "past" => Self::Past,
            "present" => Self::Present,
            "future" => Self::Future,
            "festival" => Self::Festival,
            "nothing" => Self::Nothing,
            _ => return None,
        })
    }
}

/// The particulars of an expression.
#[expect(clippy::struct_excessive_bools, reason = "each is a word that was said or not")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::analysis) struct Fields {
    pub(super) year: Option<i16>,
    pub(super) short_year: Option<u8>,
    /// The decade's first year; below 100 where the century is not said.
    pub(super) decade: Option<i16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// 1 is Monday.
    pub(super) weekday: Option<u8>,
    pub(super) ordinal: Option<u16>,
    pub(super) count: Option<u32>,
    pub(super) tenths: u8,
    /// A second number: the day of a pair, the end of "two to three".
    pub(super) other: Option<u32>,
    pub(super) vague: bool,
    pub(super) unit: Option<Unit>,
    /// The stretch that it is a part of: the month of "the last Friday of this month".
    pub(super) whole: Option<Unit>,
    /// What is left over: the ten minutes of "an hour and ten minutes".
    pub(super) rest: Option<(u32, Unit)>,
    pub(super) every: Option<Unit>,
    pub(super) season: Option<u8>,
    pub(super) part: Option<u8>,
    pub(super) hour: Option<u8>,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
    /// Days from the reference plus 10; 20 is tonight.
    pub(super) relative: Option<u8>,
    pub(super) which: Option<Which>,
    pub(super) modifier: Option<Modifier>,
    pub(super) festival: Option<u8>,
    /// The day before a festival.
    pub(super) eve: bool,
    /// Quarters of an hour from Greenwich, as `lexicon` counts them.
    pub(super) zone: Option<u8>,
    /// The day of the month stands before the month.
    pub(super) day_first: bool,
    /// It is said to lie before or after the rest: -1 or 1.
    pub(super) side: i8,
    /// "earlier this month", "later that day": -1 or 1.
    pub(super) later: i8,
    /// "a" was said, not a number.
    pub(super) article: bool,
    pub(super) before_christ: bool,
    /// The year is a company's or a state's own.
    pub(super) fiscal: bool,
    /// "the new year".
    pub(super) new_year: bool,
}

impl Fields {
    pub(super) fn new(meaning: Meaning, found: &Match, words: &[Word]) -> Self {
        let mut fields = Self::default();
        for (class, at) in &found.kept {
            fields.add(meaning, *class, &words[*at]);
        }
        fields
    }

    fn add(&mut self, meaning: Meaning, class: Class, word: &Word) {
        let code = word.code as u8;
        match class {
            Class::Num => self.number(word),
            Class::Two | Class::Pair => self.digits(meaning, class, word.number),
            // "the last decade of the 19th century", "the 5th and 4th centuries BC".
            Class::Ord if meaning == Meaning::Part && self.has_part() => {
                self.other = Some(word.number);
            }
            Class::Ord if meaning == Meaning::Eras && self.ordinal.is_some() => {
                self.other = Some(word.number);
            }
            Class::Ord => self.ordinal = Some(word.number as u16),
            Class::Day | Class::DayOrd if self.day.is_some() => self.other = Some(word.number),
            Class::Day | Class::DayOrd => {
                self.day_first = self.month.is_none();
                self.day = Some(word.number as u8);
            }
            Class::Year => self.year = Some(word.number as i16),
            Class::ShortYear => self.short_year = Some(word.number as u8),
            Class::Decade => self.decade = i16::try_from(word.code).ok(),
            // "half a dozen", "a dozen".
            Class::Dozen => {
                self.count = Some(if self.count == Some(0) { 6 } else { 12 });
                self.tenths = 0;
            }
            Class::Fraction => {
                self.tenths = if word.number > 1 { word.number as u8 } else { 5 };
                // "a half hour", but not "a year and a half".
                if self.article && self.unit.is_none() {
                    self.count = Some(0);
                }
            }
            Class::Month => self.month = Some(code),
            // "Monday and Tuesday nights": the first of them is meant.
            Class::Weekday if meaning == Meaning::Set => {
                self.weekday = self.weekday.or(Some(code));
            }
            Class::Weekday | Class::Weekdays | Class::WeekdayShort => self.weekday = Some(code),
            Class::Unit | Class::Units => self.unit(meaning, class, Unit::from_code(code)),
            Class::Every => self.every = Some(Unit::from_code(code)),
            Class::Season => self.season = Some(code),
            Class::Part | Class::Parts => self.part = Some(code),
            Class::Noon => self.hour = Some(code),
            Class::ClockWord | Class::Dotted | Class::Military => {
                self.hour = Some((word.number / 100) as u8);
                self.minute = Some((word.number % 100) as u8);
            }
            Class::DottedDate => {
                self.day_first = true;
                self.year = i16::try_from(word.number / 10_000).ok();
                self.count = Some(word.number / 100 % 100);
                self.other = Some(word.number % 100);
            }
            Class::AmPm => {
                self.hour = self.hour.map(|hour| match (hour, code) {
                    (12, 0) => 0,
                    (1..=11, 12) => hour + 12,
                    _ => hour,
                });
            }
            Class::Relative => self.relative = Some(code),
            Class::Which if self.side < 0 => self.which = Some(Which::BeforeLast),
            Class::Which => self.which = Some(Which::from_code(code)),
            Class::Side => {
                self.side = if code == 0 { -1 } else { 1 };
                self.which = Some(if code == 0 { Which::Previous } else { Which::Following });
            }
            Class::Vague => {
                self.vague = word.number == 0;
                self.count = (word.number > 0).then_some(word.number);
            }
            // "a year and a month ago".
            Class::A if self.unit.is_some() && meaning.moves() => self.other = Some(1),
            // "half an hour".
            Class::A if self.tenths == 5 && self.unit.is_none() => self.count = Some(0),
            Class::A if self.unit.is_some() => {}
            Class::A => (self.count, self.article) = (Some(1), true),
            Class::Approx | Class::Mod | Class::Edge => self.modifier = modifier(code),
            Class::Festival | Class::NamedDay | Class::NamedWeekday => self.festival = Some(code),
            Class::Eve => self.eve = true,
            Class::Zone => self.zone = Some(code),
            Class::Quarter | Class::Half | Class::Other => self.ordinal = Some(word.code),
            Class::Lasting => {
                self.unit = Some(Unit::from_code(code));
                self.count = self.count.or(Some(1));
            }
            // "in the new year".
            Class::New => {
                self.new_year = true;
                (self.which, self.modifier) = (Some(Which::Following), Some(Modifier::Start));
            }
            Class::Fiscal => self.fiscal = true,
            Class::FiscalYear => (self.year, self.fiscal) = (Some(word.number as i16), true),
            Class::Stamp => self.stamp(word),
            Class::Era => self.before_christ = code == 0,
            Class::Later => self.later = if code == 0 { -1 } else { 1 },
            Class::Hyphen | Class::Dash | Class::Glued | Class::Capital => {}
        }
    }

    /// One or two digits: of a date in digits, of a range, or of a clock time.
    fn digits(&mut self, meaning: Meaning, class: Class, number: u32) {
        let two = number as u8;
        match (class, meaning) {
            (Class::Two, Meaning::Numeric) if self.count.is_none() => self.count = Some(number),
            (Class::Two, Meaning::Numeric) if self.other.is_none() => self.other = Some(number),
            (Class::Two, _) => self.hour = Some(two),
            (_, Meaning::Pair) => self.other = Some(number),
            (_, Meaning::Date) if self.month.is_none() => self.month = Some(two),
            (_, Meaning::Date) if self.day.is_none() => self.day = Some(two),
            // "12/5/03", "3-Mar-21".
            (_, Meaning::Numeric | Meaning::Date) if self.hour.is_none() => {
                self.short_year = Some(two);
            }
            _ if self.minute.is_none() => self.minute = Some(two),
            _ => self.second = Some(two),
        }
    }

    fn unit(&mut self, meaning: Meaning, class: Class, unit: Unit) {
        if meaning == Meaning::Part && self.has_part() {
            self.whole = Some(unit);
            return;
        }
        let duration = meaning == Meaning::Duration;
        if (duration || meaning.moves())
            && let (Some(_), Some(count)) = (self.unit, self.other)
        {
            (self.rest, self.other) = (Some((count, unit)), None);
            return;
        }
        // "weeks or months" is weeks, as "two or three" is two.
        if class == Class::Units && self.unit.is_some() && self.count.is_none() {
            return;
        }
        self.unit = Some(unit);
        // "a third week-long meeting".
        if class == Class::Unit && duration && !self.vague {
            self.count = self.count.or(Some(1));
        }
    }

    /// Whether what is part of something longer has been read already.
    const fn has_part(&self) -> bool {
        self.unit.is_some() || self.weekday.is_some() || self.tenths > 0
    }

    fn number(&mut self, word: &Word) {
        self.article = false;
        if self.count.is_none() {
            self.count = Some(word.number);
            self.tenths = word.code as u8;
        } else {
            self.other = Some(word.number);
        }
    }
}

/// The year that two digits mean where the text has no year of its own: 1940 to 2039. More is written of "the summer
/// of '69" than of what is to come.
pub(super) const fn full_year(two: u32) -> i16 {
    (if two < 40 { 2000 + two } else { 1900 + two }) as i16
}

fn modifier(code: u8) -> Option<Modifier> {
    Modifier::ALL.get(usize::from(code)).copied()
}
