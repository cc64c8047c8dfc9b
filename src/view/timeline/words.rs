//! Intervals in words, as short as they can be and never more exact than the interval.

use jiff::{ToSpan as _, civil::Date};

use crate::analysis::{Interval, Precision};

/// "7 Oct 2023", "Jan – Mar 2024", "1990s", "days after 7 Oct 2023", "undated".
///
/// `published` is where intervals end that are known to run up to the saying.
pub fn date_words(when: &Interval, published: Option<Date>) -> String {
    match (when.start, when.end) {
        (None, None) => "undated".to_owned(),
        (Some(start), None) => format!("since {}", start_words(start)),
        (None, Some(end)) => format!("up to {}", day(end)),
        (Some(start), Some(end)) if start == end => day(start),
        (Some(start), Some(end)) => {
            bounded(start, end, when.precision, published).unwrap_or_else(|| range(start, end))
        }
    }
}

/// What an interval between other events says, where that can be told from its ends.
fn bounded(
    start: Date,
    end: Date,
    precision: Precision,
    published: Option<Date>,
) -> Option<String> {
    if precision != Precision::Interval {
        return None;
    }
    if published == Some(end) {
        if start == start.first_of_month() {
            return Some(format!("since {}", start_words(start)));
        }
        return Some(format!("after {}", day(start.yesterday().ok()?)));
    }
    // "Days after" is one to thirteen days: the convention of the events' finder.
    (days_between(start, end) == 12)
        .then(|| Some(format!("days after {}", day(start.yesterday().ok()?))))
        .flatten()
}

/// A start that names a whole unit is said as that unit.
fn start_words(start: Date) -> String {
    if start == start.first_of_year() {
        year(start.year())
    } else if start == start.first_of_month() {
        month(start)
    } else {
        day(start)
    }
}

/// The days of some interval, said in the largest units it fills.
pub fn range(start: Date, end: Date) -> String {
    let (from, to) = (start.year(), end.year());
    if start == start.first_of_year() && end == end.last_of_year() {
        return if from == to {
            year(from)
        } else if from.rem_euclid(10) == 0 && to == from + 9 && from > 0 {
            format!("{from}s")
        } else {
            format!("{} – {}", year(from), year(to))
        };
    }
    if start == start.first_of_month() && end == end.last_of_month() {
        return match (from == to, start.month() == end.month()) {
            (true, true) => month(start),
            (true, false) => format!("{} – {}", start.strftime("%b"), month(end)),
            _ => format!("{} – {}", month(start), month(end)),
        };
    }
    match (from == to, start.month() == end.month()) {
        _ if start == end => day(start),
        (true, true) => format!("{}–{}", start.day(), day(end)),
        (true, false) => format!("{} – {}", start.strftime("%-d %b"), day(end)),
        _ => format!("{} – {}", day(start), day(end)),
    }
}

/// "Oct 2023 – Feb 2024": the months of a window of time, or its days where it is short.
pub fn window_words(start: Date, end: Date) -> String {
    let days = days_between(start, end);
    if days > 366 * 8 {
        range(start.first_of_year(), end.last_of_year())
    } else if days > 45 {
        range(start.first_of_month(), end.last_of_month())
    } else {
        range(start, end)
    }
}

/// "7 Oct 2023".
pub fn day(date: Date) -> String {
    format!("{} {}", date.strftime("%-d %b"), year(date.year()))
}

/// "Oct 2023".
fn month(date: Date) -> String {
    format!("{} {}", date.strftime("%b"), year(date.year()))
}

/// "2023", "44 BCE": the year 0 of the calendar is 1 BCE.
pub fn year(year: i16) -> String {
    if year > 0 { year.to_string() } else { format!("{} BCE", 1 - i32::from(year)) }
}

/// From 1970-01-01 to `date`.
pub fn day_number(date: Date) -> f64 {
    f64::from(days_between(Date::constant(1970, 1, 1), date))
}

/// The day that a moment lies in, the nearest possible one for moments beyond the calendar.
pub fn date_of(days: f64) -> Date {
    let whole = days.floor().clamp(-5_000_000.0, 5_000_000.0) as i32;
    let beyond = if whole < 0 { Date::MIN } else { Date::MAX };
    Date::constant(1970, 1, 1).checked_add(whole.days()).unwrap_or(beyond)
}

fn days_between(start: Date, end: Date) -> i32 {
    start.until(end).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<Date> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[test]
    fn says_what_is_known_and_no_more() {
        use Precision::{Day, Decade, Interval as Between, Month, Week, Year};
        let published = date("2024-02-25");
        for (start, end, precision, words) in [
            ("2023-10-07", "2023-10-07", Day, "7 Oct 2023"),
            ("2023-10-01", "2023-10-31", Month, "Oct 2023"),
            ("2024-01-01", "2024-03-31", Precision::Quarter, "Jan – Mar 2024"),
            ("2023-11-01", "2024-01-31", Between, "Nov 2023 – Jan 2024"),
            ("2009-01-01", "2009-12-31", Year, "2009"),
            ("1990-01-01", "1999-12-31", Decade, "1990s"),
            ("1914-01-01", "1918-12-31", Between, "1914 – 1918"),
            ("-000043-01-01", "-000043-12-31", Year, "44 BCE"),
            ("2024-02-02", "2024-02-08", Week, "2–8 Feb 2024"),
            ("2024-01-29", "2024-02-04", Week, "29 Jan – 4 Feb 2024"),
            ("2023-12-29", "2024-01-04", Week, "29 Dec 2023 – 4 Jan 2024"),
            ("2023-10-08", "2023-10-20", Between, "days after 7 Oct 2023"),
            ("2024-01-28", "2024-02-25", Between, "after 27 Jan 2024"),
            ("2023-10-01", "2024-02-25", Between, "since Oct 2023"),
            ("1991-01-01", "", Between, "since 1991"),
            ("", "2024-02-25", Between, "up to 25 Feb 2024"),
            ("", "", Precision::Unknown, "undated"),
        ] {
            let when = Interval { start: date(start), end: date(end), precision };
            assert_eq!(date_words(&when, published), words);
        }
    }

    #[test]
    fn days_are_counted_there_and_back() {
        for text in ["-009999-01-01", "0001-01-01", "1969-12-31", "1970-01-01", "9999-12-31"] {
            let date = date(text).unwrap();
            assert_eq!(date_of(day_number(date) + 0.7), date);
        }
        assert_eq!(date_of(f64::INFINITY), Date::MAX);
        assert_eq!(date_of(f64::NAN), Date::constant(1970, 1, 1));
    }
}
