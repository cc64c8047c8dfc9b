//! Clock times and parts of the day.

use jiff::civil::Date;

use super::{
    TimexKind,
    class::{Unit, Which},
    context::Context,
    dates, festivals,
    meaning::Fields,
    resolve::{Answer, State, counted, unknown},
    tense::Tense,
    value::{Period, add_days, in_words, part_of_day},
};

/// From this hour on it is night, which ends before that one.
const LATE: u8 = 20;
const EARLY: u8 = 6;

/// Greenwich, as `lexicon` counts zones.
pub(super) const ZERO: u8 = 100;

impl State {
    pub(super) fn part(&self, which: Which, part: u8, now: Date, context: &Context) -> Answer {
        let (from, days) = match which {
            Which::Last | Which::Past => (now, -1),
            Which::Next | Which::Following => (self.day.unwrap_or(now), 1),
            Which::That => (self.day_told(context).unwrap_or(now), 0),
            Which::Previous => (self.day.unwrap_or(now), -1),
            Which::The if self.narrative => (self.day.unwrap_or(now), 0),
            // "On Sunday they voted. In the afternoon it rained."
            Which::The if context.tense == Tense::Past => {
                let week = add_days(now, -6);
                let day =
                    self.day_told(context).filter(|day| week.is_some_and(|week| *day >= week));
                (day.unwrap_or(now), 0)
            }
            _ => (now, 0),
        };
        let Some(day) = add_days(from, days) else { return unknown("out of the calendar") };
        let mut answer = Answer::period(Period::day(day), counted(from, days, Unit::Day));
        answer.value = Some(format!("{day}{}", part_of_day(part)));
        answer.kind = Some(TimexKind::Time);
        answer
    }

    pub(super) fn clock(&mut self, fields: &Fields, context: &Context) -> Answer {
        let hour = fields.hour.or(fields.count.map(|count| count.min(24) as u8)).unwrap_or(0);
        let hour = match fields.part {
            Some(1..=3) if hour < 12 && hour > 0 => hour + 12,
            _ => hour,
        };
        let mut day = if fields.relative.is_some() {
            self.relative(fields, context)
        } else if fields.festival.is_some() {
            festivals::festival(self, fields, context)
        } else if fields.has_day() {
            dates::date(self, &Fields { part: None, ..*fields }, context)
        } else {
            match self.day_told(context).or(self.reference) {
                Some(day) => {
                    // "shortly before midnight ... at 2 a.m."
                    let night = (self.clock, hour);
                    let next = matches!(night, (Some((last, LATE..)), ..EARLY) if last == day);
                    let day = if next { add_days(day, 1).unwrap_or(day) } else { day };
                    Answer::period(Period::day(day), format!("on {}", in_words(day)))
                }
                None => Answer::default(),
            }
        };
        if !fields.is_clock() {
            return no_clock(day, fields, hour);
        }
        let date = day.period.map_or("XXXX-XX-XX".to_owned(), Period::value);
        self.clock = day.period.map(|period| (period.start, hour));
        let mut value = format!("{date}T{hour:02}:{:02}", fields.minute.unwrap_or(0));
        if let Some(second) = fields.second {
            value = format!("{value}:{second:02}");
        }
        day.value = Some(value);
        day.kind = Some(TimexKind::Time);
        day
    }
}

/// "at 25:61": no clock shows it. A day that was said with it stays.
fn no_clock(day: Answer, fields: &Fields, hour: u8) -> Answer {
    let date = day.period.map_or("XXXX-XX-XX".to_owned(), Period::value);
    let minute = fields.minute.map_or_else(String::new, |minute| format!(":{minute:02}"));
    Answer {
        period: day.period.filter(|_| fields.has_day() || fields.relative.is_some()),
        value: Some(format!("{date}TXX:XX")),
        kind: Some(TimexKind::Time),
        conflict: Some(format!("no clock shows {hour}{minute}")),
        ..day
    }
}

impl Fields {
    /// Whether hour, minute and second are those of a clock.
    pub(super) fn is_clock(&self) -> bool {
        let hour = self.hour.map(u32::from).or(self.count).unwrap_or(0);
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        let full = hour < 24 || hour == 24 && minute == 0 && second == 0;
        full && minute < 60 && second < 60
    }

    /// Whether a day is said with a clock time.
    const fn has_day(&self) -> bool {
        self.month.is_some() || self.weekday.is_some() || self.other.is_some()
    }

    /// How far a zone is from Greenwich, as ISO 8601 writes it; nothing where summer time decides.
    pub(super) fn zone(&self) -> Option<String> {
        let zone = self.zone.filter(|zone| *zone > 0)?;
        if zone == ZERO {
            return Some("Z".to_owned());
        }
        let quarters = i32::from(zone) - i32::from(ZERO);
        let sign = if quarters < 0 { '-' } else { '+' };
        let minutes = quarters.abs() * 15;
        Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
    }
}
