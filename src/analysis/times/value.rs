//! Stretches of the calendar: their arithmetic, their TIMEX3 values and the days they cover.

use jiff::{Span, civil::Date};

use super::class::Unit;
use crate::analysis::{Interval, Modifier, Precision};

/// One unit of the calendar, by its first day: that day, the week from that Monday, that month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) unit: Unit,
    // Always the unit's first day.
    pub(super) start: Date,
}

/// A day by numbers that may not make one.
pub(super) fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .filter(|date| date.year() > 0)
}

/// `days` after `from`, or before.
pub(super) fn add_days(from: Date, days: i32) -> Option<Date> {
    from.checked_add(Span::new().try_days(days).ok()?).ok().filter(|date| date.year() > 0)
}

/// `months` after `from`, or before; the last day of a shorter month.
pub(super) fn add_months(from: Date, months: i32) -> Option<Date> {
    from.checked_add(Span::new().try_months(months).ok()?).ok().filter(|date| date.year() > 0)
}

/// "6 March 2024", "15 March 44 BC": a day as a reason says it.
pub(in crate::analysis) fn in_words(day: Date) -> String {
    match day.year() {
        year @ ..=0 => format!("{} {} BC", day.strftime("%-d %B"), 1 - year),
        year => format!("{} {year}", day.strftime("%-d %B")),
    }
}

/// How many days the month has; none where there is no such month.
pub(super) fn length_of_month(year: i16, month: u8) -> u8 {
    date(year, month, 1).map_or(0, |first| first.days_in_month().unsigned_abs())
}

/// `count` units after `from`, by the TIMEX3 letter of the unit.
pub(in crate::analysis) fn add(from: Date, count: i32, unit: char) -> Option<Date> {
    match unit {
        'D' => add_days(from, count),
        'W' => add_days(from, count.checked_mul(7)?),
        'M' => add_months(from, count),
        'Q' => add_months(from, count.checked_mul(3)?),
        'Y' => add_months(from, count.checked_mul(12)?),
        _ => Some(from),
    }
}

/// 1 for Monday to 7 for Sunday.
pub(super) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset().unsigned_abs()
}

/// The `n`th of a weekday in the month that begins on `first`; 0 is the last one.
pub(super) fn nth_weekday(first: Date, said: u8, n: u8) -> Option<Date> {
    let step = (i32::from(said) - i32::from(weekday(first))).rem_euclid(7);
    let nth = |n: i32| add_days(first, step + 7 * n).filter(|day| day.month() == first.month());
    if n > 0 { nth(i32::from(n) - 1) } else { nth(4).or_else(|| nth(3)) }
}

/// The seasons' first months, by their codes from spring.
const SEASONS: [(&str, i8); 4] = [("SP", 3), ("SU", 6), ("FA", 9), ("WI", 12)];

impl Period {
    pub(super) const fn day(start: Date) -> Self {
        Self { unit: Unit::Day, start }
    }

    /// The unit that `day` lies in. Clock units count as their day.
    pub(super) fn of(unit: Unit, day: Date) -> Self {
        let first = |year: i16, month: i8| Date::new(year.max(1), month, 1).unwrap_or(day);
        let (year, month) = (day.year(), day.month());
        let start = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => return Self::day(day),
            Unit::Week | Unit::Fortnight => {
                add_days(day, 1 - i32::from(weekday(day))).unwrap_or(day)
            }
            Unit::Weekend => add_days(day, 6 - i32::from(weekday(day))).unwrap_or(day),
            Unit::Month => day.first_of_month(),
            Unit::Quarter => first(year, (month - 1) / 3 * 3 + 1),
            Unit::Half => first(year, (month - 1) / 6 * 6 + 1),
            Unit::Season if month < 3 => first(year - 1, 12),
            Unit::Season => first(year, month / 3 * 3),
            Unit::Year => day.first_of_year(),
            Unit::Decade => first(year.div_euclid(10) * 10, 1),
            Unit::Century => first(year.div_euclid(100) * 100, 1),
            Unit::Millennium => first(year.div_euclid(1000) * 1000, 1),
        };
        Self { unit, start }
    }

    pub(super) fn year(year: i16) -> Option<Self> {
        Some(Self { unit: Unit::Year, start: date(year, 1, 1)? })
    }

    pub(super) fn month(year: i16, month: u8) -> Option<Self> {
        Some(Self { unit: Unit::Month, start: date(year, month, 1)? })
    }

    pub(super) fn quarter(year: i16, quarter: u8) -> Option<Self> {
        let month = quarter.checked_sub(1)?.checked_mul(3)? + 1;
        Some(Self { unit: Unit::Quarter, start: date(year, month, 1)? })
    }

    pub(super) fn half(year: i16, half: u8) -> Option<Self> {
        let month = half.checked_sub(1)?.checked_mul(6)? + 1;
        Some(Self { unit: Unit::Half, start: date(year, month, 1)? })
    }

    /// `code` from spring, 1, to winter, 4; the winter that begins in `year`.
    pub(super) fn season(year: i16, code: u8) -> Option<Self> {
        let (_, month) = SEASONS.get(usize::from(code.checked_sub(1)?))?;
        Some(Self { unit: Unit::Season, start: date(year, month.unsigned_abs(), 1)? })
    }

    /// The same unit, `n` units on.
    pub(super) fn shift(self, n: i32) -> Option<Self> {
        let start = match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => add_days(self.start, n),
            Unit::Weekend | Unit::Week => add_days(self.start, n.checked_mul(7)?),
            Unit::Fortnight => add_days(self.start, n.checked_mul(14)?),
            unit => add_months(self.start, n.checked_mul(months(unit))?),
        }?;
        Some(Self { unit: self.unit, start })
    }

    /// The last day.
    pub(super) fn end(self) -> Date {
        let next = match self.unit {
            Unit::Weekend => add_days(self.start, 2),
            _ => self.shift(1).map(|next| next.start),
        };
        next.and_then(|next| add_days(next, -1)).unwrap_or(Date::MAX)
    }

    /// As TIMEX3 writes it; decades and centuries as in `TimeBank`, by their leading digits.
    pub(super) fn value(self) -> String {
        let (year, month) = (self.start.year(), self.start.month());
        match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => self.start.to_string(),
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                let week = self.start.iso_week_date();
                let end = if self.unit == Unit::Weekend { "-WE" } else { "" };
                format!("{:04}-W{:02}{end}", week.year(), week.week())
            }
            Unit::Month => format!("{year:04}-{month:02}"),
            Unit::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
            Unit::Half => format!("{year:04}-H{}", (month + 5) / 6),
            Unit::Season => {
                let name = SEASONS.iter().find(|(_, first)| *first == month).map_or("", |s| s.0);
                format!("{year:04}-{name}")
            }
            Unit::Year => format!("{year:04}"),
            Unit::Decade => format!("{:03}", year / 10),
            Unit::Century => format!("{:02}", year / 100),
            Unit::Millennium => format!("{}", year / 1000),
        }
    }

    pub(super) fn precision(self) -> Precision {
        match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Precision::Day,
            Unit::Week | Unit::Fortnight | Unit::Weekend => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter | Unit::Season => Precision::Quarter,
            Unit::Year => Precision::Year,
            Unit::Decade => Precision::Decade,
            Unit::Half | Unit::Century | Unit::Millennium => Precision::Interval,
        }
    }

    /// Its days, narrowed by "early", "mid" and "late" or "the end" to a third.
    pub(super) fn interval(self, modifier: Option<Modifier>) -> Interval {
        let end = self.end();
        // The thirds of a year or more begin with a month.
        if self.unit >= Unit::Year
            && let Some(part @ (Modifier::Start | Modifier::Mid | Modifier::End)) = modifier
        {
            let third = months(self.unit) / 3;
            let skipped = match part {
                Modifier::Start => 0,
                Modifier::Mid => third,
                _ => months(self.unit) - third,
            };
            let start = add_months(self.start, skipped);
            let next = add_months(self.start, skipped + third);
            let end = next.and_then(|next| add_days(next, -1)).unwrap_or(end);
            return Interval { start, end: Some(end), precision: Precision::Interval };
        }
        let days = self.start.until(end).map_or(0, |span| span.get_days());
        let third = (days + 1) / 3;
        let (from, to) = match modifier {
            Some(Modifier::Start) if third > 0 => (0, third - 1),
            Some(Modifier::Mid) if third > 0 => (third, days - third),
            Some(Modifier::End) if third > 0 => (days - third + 1, days),
            _ => (0, days),
        };
        Interval {
            start: add_days(self.start, from),
            end: add_days(self.start, to),
            precision: if third > 0 && (from, to) != (0, days) {
                Precision::Interval
            } else {
                self.precision()
            },
        }
    }
}

/// How many months a unit of a month or more has.
pub(super) const fn months(unit: Unit) -> i32 {
    match unit {
        Unit::Quarter | Unit::Season => 3,
        Unit::Half => 6,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
        Unit::Millennium => 12000,
        _ => 1,
    }
}

/// A length as TIMEX3 writes it: "P3D", "PT2H", "P2.5Y"; `None` counts as unknown: "PXW".
pub(super) fn length(count: Option<u32>, tenths: u8, unit: Unit) -> String {
    let (letter, times) = unit.letters();
    let time = if unit.is_clock() { "T" } else { "" };
    match count {
        None => format!("P{time}X{letter}"),
        Some(0) if tenths == 5 => match unit {
            Unit::Minute => "PT30S".to_owned(),
            Unit::Hour => "PT30M".to_owned(),
            Unit::Day => "PT12H".to_owned(),
            Unit::Year => "P6M".to_owned(),
            Unit::Decade => "P5Y".to_owned(),
            Unit::Century => "P50Y".to_owned(),
            _ => format!("P{time}0.5{letter}"),
        },
        // A half is said in the next smaller unit, if that is whole.
        Some(count)
            if tenths == 5
                && matches!(unit, Unit::Minute | Unit::Hour | Unit::Day | Unit::Year) =>
        {
            let half = length(Some(0), 5, unit);
            format!(
                "P{time}{count}{letter}{}",
                half.trim_start_matches(if time.is_empty() { "P" } else { "PT" })
            )
        }
        Some(count) if tenths > 0 && times == 1 => format!("P{time}{count}.{tenths}{letter}"),
        Some(count) => {
            let whole = u64::from(count) * u64::from(times);
            let part = u64::from(tenths) * u64::from(times) / 10;
            format!("P{time}{}{letter}", whole + part)
        }
    }
}

/// The codes of parts of the day in lexicon.rs.
pub(super) fn part_of_day(code: u8) -> &'static str {
    match code {
        0 => "TMO",
        1 => "TAF",
        2 => "TEV",
        3 => "TNI",
        4 => "TDT",
        _ => "TMI",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn units_print_and_step() {
        let day = date(2024, 2, 25);
        let value = |unit| Period::of(unit, day).value();
        let found = Unit::ALL.map(value).join(" ");
        assert_eq!(
            found,
            "2024-02-25 2024-02-25 2024-02-25 2024-02-25 2024-W08-WE 2024-W08 2024-W08 2024-02 \
             2024-Q1 2023-WI 2024-H1 2024 202 20 2"
        );
        let last = |unit| Period::of(unit, day).shift(-1).map(Period::value).unwrap_or_default();
        assert_eq!(last(Unit::Season), "2023-FA");
        assert_eq!(last(Unit::Quarter), "2023-Q4");
        assert_eq!(Period::of(Unit::Week, day).end(), day);
        assert_eq!(length(Some(2), 5, Unit::Year), "P2Y6M");
        assert_eq!(length(Some(1), 5, Unit::Minute), "PT1M30S");
        assert_eq!(length(Some(1), 5, Unit::Day), "P1DT12H");
        assert_eq!(length(Some(1), 5, Unit::Week), "P1.5W");
    }
}
