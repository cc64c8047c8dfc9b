//! Values in words, for a reader: "2021-03-29TEV" is "Monday 29 March 2021, evening".

use jiff::civil::Date;

use super::{Modifier, Timex, TimexKind, in_words};

impl Timex {
    /// What it comes to, in words: a day, a stretch of the calendar, a length of time, or that it is not known.
    pub fn words(&self) -> String {
        let value = self.value.as_str();
        let plain = match self.kind {
            TimexKind::Duration => lasting(value),
            TimexKind::Set => again(value),
            TimexKind::Date | TimexKind::Time => self.moment(value),
        };
        let Some(plain) = plain else { return "a time that is not known".to_owned() };
        let plain = if self.is_fiscal { format!("{plain}, a financial year") } else { plain };
        match self.modifier {
            None => plain,
            Some(modifier) => format!("{}{plain}", before(modifier)),
        }
    }

    fn moment(&self, value: &str) -> Option<String> {
        let named = match value {
            "PAST_REF" => "some time past",
            "PRESENT_REF" => "the time of writing",
            "FUTURE_REF" => "some time to come",
            _ => "",
        };
        if !named.is_empty() {
            return Some(named.to_owned());
        }
        let (date, time) = value.split_once('T').map_or((value, None), |(d, t)| (d, Some(t)));
        let day = date_words(date).or_else(|| {
            let when = self.interval?;
            let (start, end) = (when.start?, when.end?);
            Some(if start == end {
                day_words(start)
            } else {
                format!("{} to {}", in_words(start), in_words(end))
            })
        });
        let zone = self.zone.as_deref().map_or_else(String::new, |zone| match zone {
            "Z" => ", Greenwich time".to_owned(),
            zone => format!(", {zone} from Greenwich"),
        });
        match (day, time.and_then(clock)) {
            (Some(day), Some(clock)) => Some(format!("{day}, {clock}{zone}")),
            (Some(day), None) => Some(day),
            (None, Some(clock)) => Some(format!("{clock}{zone} on a day that is not known")),
            (None, None) => None,
        }
    }
}

/// "Monday 29 March 2021".
fn day_words(day: Date) -> String {
    if day.year() < 1 { in_words(day) } else { format!("{} {}", day.strftime("%A"), in_words(day)) }
}

const fn before(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Before | Modifier::OnOrBefore => "before ",
        Modifier::After | Modifier::OnOrAfter => "after ",
        Modifier::LessThan => "less than ",
        Modifier::MoreThan => "more than ",
        Modifier::EqualOrLess => "at most ",
        Modifier::EqualOrMore => "at least ",
        Modifier::Start => "early in ",
        Modifier::Mid => "in the middle of ",
        Modifier::End => "late in ",
        Modifier::Approx => "about ",
    }
}

/// The part of the day or the clock time after the T.
fn clock(time: &str) -> Option<String> {
    Some(match time {
        "MO" => "morning".to_owned(),
        "AF" => "afternoon".to_owned(),
        "EV" => "evening".to_owned(),
        "NI" => "night".to_owned(),
        "DT" => "daytime".to_owned(),
        "MI" => "midday".to_owned(),
        clock if clock.starts_with(|c: char| c.is_ascii_digit()) => clock.to_owned(),
        _ => return None,
    })
}

/// A date of TIMEX3 without its clock time; nothing where a part of it is not known.
fn date_words(date: &str) -> Option<String> {
    if let Some(before) = date.strip_prefix("BC") {
        return before_christ(before);
    }
    if let Ok(day) = date.parse::<Date>() {
        return Some(day_words(day));
    }
    let (year, rest) = date.split_once('-').unwrap_or((date, ""));
    let number = year.parse::<i16>().ok();
    match (number, rest) {
        (Some(number), "") => Some(match year.len() {
            1 => format!("the {} millennium", nth(number + 1)),
            2 => format!("the {} century", nth(number + 1)),
            3 => format!("the {number}0s"),
            _ => number.to_string(),
        }),
        (Some(year), rest) => within_year(year, rest),
        (None, rest) if year == "XXXX" => some_year(rest),
        (None, _) => None,
    }
}

fn within_year(year: i16, rest: &str) -> Option<String> {
    if let Some(quarter) = rest.strip_prefix('Q') {
        return Some(format!("the {} quarter of {year}", nth(quarter.parse().ok()?)));
    }
    if let Some(half) = rest.strip_prefix('H') {
        return Some(format!("the {} half of {year}", nth(half.parse().ok()?)));
    }
    if let Some(season) = season(rest) {
        return Some(format!("the {season} of {year}"));
    }
    if let Some(week) = rest.strip_prefix('W') {
        let (week, end) = week.split_once('-').map_or((week, false), |(week, _)| (week, true));
        let monday =
            jiff::civil::ISOWeekDate::new(year, week.parse().ok()?, jiff::civil::Weekday::Monday);
        let monday = monday.ok()?.date();
        return if end {
            Some(format!("the weekend of {}", in_words(super::value::add_days(monday, 5)?)))
        } else {
            Some(format!("the week of {}", in_words(monday)))
        };
    }
    let month = rest.split('-').next()?;
    Some(format!("{} {year}", month_name(month)?))
}

/// "XXXX-10", "XXXX-WXX-3": a part of a year that is not known.
fn some_year(rest: &str) -> Option<String> {
    let year = "of a year that is not known";
    if let Some(weekday) = rest.strip_prefix("WXX-").and_then(weekday_name) {
        return Some(format!("a {weekday} that is not known"));
    }
    if let Some(season) = season(rest) {
        return Some(format!("the {season} {year}"));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        return Some(format!("the {} quarter {year}", nth(quarter.parse().ok()?)));
    }
    let (month, day) = rest.split_once('-').unwrap_or((rest, ""));
    let month = month_name(month)?;
    match day.parse::<u8>() {
        Ok(day) => Some(format!("{day} {month} {year}")),
        Err(_) => Some(format!("{month} {year}")),
    }
}

/// "0044-03-15": the year is counted back.
fn before_christ(value: &str) -> Option<String> {
    let mut parts = value.split('-');
    let year = parts.next()?;
    let number: i32 = year.parse().ok()?;
    let year = match year.len() {
        1 => format!("the {} millennium BC", nth(i16::try_from(number + 1).ok()?)),
        2 => format!("the {} century BC", nth(i16::try_from(number + 1).ok()?)),
        _ => format!("{number} BC"),
    };
    Some(match (parts.next().and_then(month_name), parts.next()) {
        (Some(month), Some(day)) => format!("{} {month} {year}", day.trim_start_matches('0')),
        (Some(month), None) => format!("{month} {year}"),
        (None, _) => year,
    })
}

fn month_name(number: &str) -> Option<String> {
    let first = Date::new(2000, number.parse().ok()?, 1).ok()?;
    Some(first.strftime("%B").to_string())
}

/// By its number from Monday, with the part of the day after it.
fn weekday_name(number: &str) -> Option<String> {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let (number, part) = number.split_once('T').map_or((number, None), |(n, p)| (n, Some(p)));
    let day = days.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(match part.and_then(clock) {
        Some(part) => format!("{day} {part}"),
        None => (*day).to_owned(),
    })
}

fn season(code: &str) -> Option<&'static str> {
    Some(match code {
        "SP" => "spring",
        "SU" => "summer",
        "FA" => "autumn",
        "WI" => "winter",
        _ => return None,
    })
}

fn nth(n: i16) -> String {
    let ending = match (n % 10, n % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    match n {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        _ => format!("{n}{ending}"),
    }
}

/// "P2Y6M" is "2 years and 6 months"; "PXW" is "some weeks".
fn lasting(value: &str) -> Option<String> {
    let mut parts = Vec::new();
    let (mut number, mut is_clock) = (String::new(), false);
    let mut rest = value.strip_prefix('P')?.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            'T' => is_clock = true,
            c if c.is_ascii_digit() || matches!(c, 'X' | '.') => number.push(c),
            letter => {
                let weekend = letter == 'W' && rest.next_if_eq(&'E').is_some();
                let unit = match letter {
                    'W' if weekend => "weekend",
                    'S' => "second",
                    'M' if is_clock => "minute",
                    'H' => "hour",
                    'D' => "day",
                    'W' => "week",
                    'M' => "month",
                    'Q' => "quarter",
                    'Y' => "year",
                    _ => return None,
                };
                parts.push(match std::mem::take(&mut number).as_str() {
                    "X" => format!("some {unit}s"),
                    "1" => format!("1 {unit}"),
                    count => format!("{count} {unit}s"),
                });
            }
        }
    }
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// What happens again: "every Sunday", "every 2 days".
fn again(value: &str) -> Option<String> {
    if value.starts_with('P') {
        let length = lasting(value)?;
        return Some(format!("every {}", length.strip_prefix("1 ").unwrap_or(&length)));
    }
    let rest = value.strip_prefix("XXXX-")?;
    if rest == "WXX-WE" {
        return Some("every weekend".to_owned());
    }
    let part = || rest.strip_prefix("XX-XXT").and_then(clock);
    let weekday = || rest.strip_prefix("WXX-").and_then(weekday_name);
    let season = || season(rest).map(str::to_owned);
    let named = weekday().or_else(part).or_else(season).or_else(|| month_name(rest))?;
    Some(format!("every {named}"))
}

#[cfg(test)]
mod tests {
    use crate::analysis::read_date;

    #[test]
    fn values_are_told_in_words() {
        for (said, words) in [
            ("last night", "Thursday 5 March 2026, night"),
            ("Monday evening", "Monday 2 March 2026, evening"),
            ("5:50 p.m. EDT on March 2", "Monday 2 March 2026, 17:50, -04:00 from Greenwich"),
            ("the spring of 2027", "the spring of 2027"),
            ("three weeks ago", "the week of 9 February 2026"),
            ("the fourth quarter of 2025", "the fourth quarter of 2025"),
            ("the late 1970s", "late in the 1970s"),
            ("the 12th century", "the 12th century"),
            ("the 5th century BC", "the 5th century BC"),
            ("15 March 44 BC", "15 March 44 BC"),
            ("fiscal 2012", "2012, a financial year"),
            ("early May 2024", "early in May 2024"),
        ] {
            let found = read_date(said, "2026-03-06".parse().ok()).map(|timex| timex.words());
            assert_eq!(found.as_deref(), Some(words));
        }
        for (value, words) in [
            ("P2Y6M", "2 years and 6 months"),
            ("PT1M30S", "1 minute and 30 seconds"),
            ("PXW", "some weeks"),
            ("P1WE", "1 weekend"),
        ] {
            assert_eq!(super::lasting(value).as_deref(), Some(words));
        }
        for (value, words) in [
            ("XXXX-WXX-7", "every Sunday"),
            ("P2D", "every 2 days"),
            ("P1W", "every week"),
            ("XXXX-XX-XXTNI", "every night"),
            ("XXXX-05", "every May"),
        ] {
            assert_eq!(super::again(value).as_deref(), Some(words));
        }
    }
}
