//! Which times the axis labels: a round step for the zoom, and words that never collide.

use jiff::{ToSpan as _, civil::Date};

use super::{
    scale::Scale,
    words::{date_of, day_number, year},
};

/// A labelled time on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Points from the window's left end.
    pub x: f64,
    /// Empty where a label would run into its neighbour.
    pub label: String,
    /// It begins a larger unit too: a year among months, a month among days, a day among hours.
    pub major: bool,
}

/// The distance between two ticks.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Minutes(i32),
    Days(i8),
    Months(i8),
    Years(i32),
}

/// From fine to coarse. The days of a month are counted anew in each, so a step of days divides it roughly.
const STEPS: [Step; 27] = [
    Step::Minutes(1),
    Step::Minutes(2),
    Step::Minutes(5),
    Step::Minutes(10),
    Step::Minutes(15),
    Step::Minutes(30),
    Step::Minutes(60),
    Step::Minutes(120),
    Step::Minutes(180),
    Step::Minutes(360),
    Step::Minutes(720),
    Step::Days(1),
    Step::Days(2),
    Step::Days(5),
    Step::Days(10),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(25),
    Step::Years(50),
    Step::Years(100),
    Step::Years(500),
    Step::Years(1000),
];

impl Step {
    /// About how many days it is long; the shortest where it varies.
    fn days(self) -> f64 {
        match self {
            Self::Minutes(n) => f64::from(n) / 1440.0,
            Self::Days(1) => 1.0,
            // The last stretch of a month may be a day or two shorter.
            Self::Days(n) => f64::from(n) * 0.7,
            Self::Months(n) => f64::from(n) * 28.0,
            Self::Years(n) => f64::from(n) * 365.0,
        }
    }
}

/// Free points between two labels.
const GAP: f64 = 14.0;

/// The ticks of a window, from left to right. `width` tells how many points some words are wide.
pub fn ticks(scale: &Scale, width: impl Fn(&str) -> f64) -> Vec<Tick> {
    let room = width("28 Oct") + GAP;
    let step = STEPS.into_iter().find(|step| step.days() * scale.per_day >= room);
    let step = step.unwrap_or(Step::Years(1000));
    let mut found: Vec<Tick> = Vec::new();
    let mut last = None;
    // Where the next label may begin.
    let mut free = f64::NEG_INFINITY;
    for (days, date) in times(scale, step) {
        let x = scale.to_points(days);
        let (short, long, major) = words(step, days, date, last);
        let first = last.is_none();
        last = Some(date);
        let fits = |label: &String| x - width(label) / 2.0 >= free;
        let wanted = if major || first { [long, short] } else { [short, String::new()] };
        let label = wanted.into_iter().find(|label| fits(label)).unwrap_or_default();
        if !label.is_empty() {
            free = x + width(&label) / 2.0 + GAP;
        }
        found.push(Tick { x, label, major });
    }
    found
}

/// The step's times within the window.
fn times(scale: &Scale, step: Step) -> Vec<(f64, Date)> {
    let (from, to) = (scale.start, scale.end());
    let first = date_of(from);
    let mut found = Vec::new();
    let mut push = |days: f64, date: Date| {
        if from <= days && days <= to {
            found.push((days, date));
        }
    };
    match step {
        Step::Minutes(n) => {
            let length = f64::from(n) / 1440.0;
            let count = (scale.span() / length) as i64 + 2;
            let begin = (from / length).floor();
            for i in 0..count {
                let days = (begin + i as f64) * length;
                push(days, date_of(days + length / 4.0));
            }
        }
        Step::Days(1) => {
            let count = scale.span() as i64 + 2;
            for i in 0..count {
                let days = day_number(first) + i as f64;
                push(days, date_of(days));
            }
        }
        Step::Days(n) => {
            let mut month = Some(first.first_of_month());
            while let Some(begin) = month.filter(|begin| day_number(*begin) <= to) {
                // The 1st, then round days; none so near the next 1st that the two would collide.
                push(day_number(begin), begin);
                let last = begin.days_in_month() - n / 2;
                let round = (1..).map(|i| i * n + i8::from(n == 2)).take_while(|day| *day <= last);
                for day in round.take(31) {
                    if let Ok(date) = begin.with().day(day).build() {
                        push(day_number(date), date);
                    }
                }
                month = begin.checked_add(1.month()).ok();
            }
        }
        Step::Months(n) => {
            let mut month = Some(first.first_of_year());
            while let Some(date) = month.filter(|date| day_number(*date) <= to) {
                push(day_number(date), date);
                month = date.checked_add(i32::from(n).months()).ok();
            }
        }
        Step::Years(n) => {
            let mut year = i32::from(first.year()).div_euclid(n) * n;
            while year <= i32::from(Date::MAX.year()) {
                let date = i16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1).ok());
                if let Some(date) = date {
                    if day_number(date) > to {
                        break;
                    }
                    push(day_number(date), date);
                }
                year += n;
            }
        }
    }
    found
}

/// The short and the long label, and whether a larger unit begins here.
fn words(step: Step, days: f64, date: Date, last: Option<Date>) -> (String, String, bool) {
    match step {
        Step::Minutes(_) => {
            let minute = ((days - day_number(date)) * 1440.0).round() as i64;
            let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
            let day = date.strftime("%-d %b").to_string();
            let midnight = minute == 0;
            let short = if midnight { day.clone() } else { clock.clone() };
            let long = if midnight {
                format!("{day} {}", year(date.year()))
            } else {
                format!("{day}, {clock}")
            };
            (short, long, midnight)
        }
        Step::Days(_) => {
            let day = date.strftime("%-d %b").to_string();
            let short = if step == Step::Days(1) || date.day() == 1 {
                day.clone()
            } else {
                date.day().to_string()
            };
            let new_year = last.is_some_and(|last| last.year() != date.year());
            (short, format!("{day} {}", year(date.year())), new_year)
        }
        Step::Months(_) => {
            let month = date.strftime("%b").to_string();
            let long = format!("{month} {}", year(date.year()));
            (month, long, date.month() == 1)
        }
        Step::Years(_) => (year(date.year()), year(date.year()), false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words of six points a character.
    fn width(words: &str) -> f64 {
        words.chars().count() as f64 * 6.0
    }

    fn labels(from: &str, to: &str, points: f64) -> String {
        let day = |text: &str| {
            let at: jiff::civil::DateTime = text.parse().unwrap();
            day_number(at.date()) + f64::from(at.hour()) / 24.0 + f64::from(at.minute()) / 1440.0
        };
        let scale = Scale::showing(day(from), day(to), points);
        let labels: Vec<String> = ticks(&scale, width).into_iter().map(|t| t.label).collect();
        labels.join(" | ")
    }

    #[test]
    fn labels_suit_the_zoom() {
        for (from, to, words) in [
            (
                "1000-01-01",
                "2000-06-01",
                "1000 | 1100 | 1200 | 1300 | 1400 | 1500 | 1600 | 1700 | 1800 | 1900 | 2000",
            ),
            (
                "2013-05-01",
                "2024-05-01",
                "2014 | 2015 | 2016 | 2017 | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024",
            ),
            ("2023-09-20", "2024-03-10", "Oct 2023 | Nov | Dec | Jan 2024 | Feb | Mar"),
            (
                "2024-02-22",
                "2024-03-02",
                "22 Feb 2024 | 23 Feb | 24 Feb | 25 Feb | 26 Feb | 27 Feb | 28 Feb | 29 Feb | 1 Mar | 2 Mar",
            ),
            ("2023-12-25", "2024-01-15", "25 Dec 2023 | 1 Jan 2024 | 5 | 10 | 15"),
            (
                "2024-02-24T20:00",
                "2024-02-25T04:00",
                "24 Feb, 20:00 | 21:00 | 22:00 | 23:00 | 25 Feb 2024 | 01:00 | 02:00 | 03:00 | 04:00",
            ),
        ] {
            let got = labels(&with_time(from), &with_time(to), 700.0);
            assert_eq!(got, words, "{from}");
        }
    }

    fn with_time(text: &str) -> String {
        if text.contains('T') { text.to_owned() } else { format!("{text}T00:00") }
    }

    proptest! {
        #[test]
        fn ticks_ascend_and_labels_never_collide(
            start in -3e6..3e6_f64, span in 0.004..4e6_f64, points in 100.0..2600.0_f64,
        ) {
            let scale = Scale::showing(start, start + span.min(4e6), points);
            let ticks = ticks(&scale, width);
            prop_assert!(ticks.len() < 100);
            prop_assert!(ticks.windows(2).all(|pair| pair[0].x < pair[1].x));
            let labelled: Vec<&Tick> = ticks.iter().filter(|tick| !tick.label.is_empty()).collect();
            for pair in labelled.windows(2) {
                let right = pair[0].x + width(&pair[0].label) / 2.0;
                prop_assert!(right < pair[1].x - width(&pair[1].label) / 2.0, "{pair:?}");
            }
        }
    }
}
