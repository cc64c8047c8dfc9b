//! The numbers and days in a draft against those of the article, whatever the words for them.

use std::collections::HashMap;

use super::{Trace, names::Told};
use crate::{
    analysis::{Analysis, Figure, FigureKind, Interval, Timex, TimexKind, numbers},
    article::Article,
    text::Span,
};

/// The numbers of an article, by what they come to and by what they count.
pub(super) struct Numbers {
    all: Vec<Figure>,
    by_value: HashMap<u64, Vec<usize>>,
    by_unit: HashMap<String, Vec<usize>>,
}

/// What is counted, in one form: "soldier" of "U.S. soldiers", "$" of "dollars".
fn unit(figure: &Figure) -> String {
    let last = figure.unit.split_whitespace().last().unwrap_or_default().to_lowercase();
    match (figure.kind, last.as_str()) {
        (FigureKind::Money, "dollar" | "dollars") => "$".to_owned(),
        (FigureKind::Money, "euro" | "euros") => "€".to_owned(),
        (FigureKind::Money, "pound" | "pounds") => "£".to_owned(),
        (FigureKind::Money, "yen") => "¥".to_owned(),
        _ => match last.as_str() {
            "metres" | "meters" | "metre" | "meter" => "m".to_owned(),
            "kilometres" | "kilometers" | "kilometre" | "kilometer" => "km".to_owned(),
            "kilograms" | "kilos" | "kilogram" => "kg".to_owned(),
            "men" => "man".to_owned(),
            "women" => "woman".to_owned(),
            "children" => "child".to_owned(),
            "people" | "persons" | "person" => "people".to_owned(),
            word => word.strip_suffix('s').unwrap_or(word).to_owned(),
        },
    }
}

impl Numbers {
    pub(super) fn new(article: &Article, analysis: &Analysis) -> Self {
        let all = numbers(article, analysis);
        let mut by_value: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut by_unit: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, figure) in all.iter().enumerate() {
            by_value.entry(figure.value.to_bits()).or_default().push(index);
            if !figure.unit.is_empty() {
                by_unit.entry(unit(figure)).or_default().push(index);
            }
        }
        Self { all, by_value, by_unit }
    }

    pub(super) fn look_up(&self, mine: &Figure) -> Told {
        let of = |list: Option<&Vec<usize>>| -> Vec<&Figure> {
            list.into_iter().flatten().filter_map(|index| self.all.get(*index)).collect()
        };
        let same = of(self.by_value.get(&mine.value.to_bits()));
        let counts = unit(mine);
        let fits = |other: &&&Figure| {
            mine.unit.is_empty() || other.unit.is_empty() || unit(other) == counts
        };
        if let Some(found) = same.iter().find(fits) {
            return Told::confirmed(found.span, "");
        }
        // The nearest number of the same things; else the same number of other things.
        let others = of(self.by_unit.get(&counts));
        let far = |other: &&&Figure| {
            (other.value.abs().max(1e-9) / mine.value.abs().max(1e-9)).ln().abs()
        };
        let nearest = others.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        let near = |found: &Figure, note: &str| Told {
            trace: Trace::Near,
            place: Some(found.span),
            note: note.to_owned(),
        };
        match (nearest, same.first()) {
            (Some(other), _) => near(other, "The article has another number."),
            (None, Some(other)) => near(other, "The article has this number of something else."),
            (None, None) => Told::unknown(),
        }
    }
}

/// The days, times and lengths of time of an article.
pub(super) struct Days<'a> {
    analysis: &'a Analysis,
    by_value: HashMap<&'a str, usize>,
}

/// Whether an expression says something that can be right or wrong: not "now" or "recently".
pub(super) fn is_claim(timex: &Timex) -> bool {
    let value = timex.value.as_str();
    !value.ends_with("_REF") && (timex.interval.is_some() || !value.contains('X'))
}

impl<'a> Days<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let mut by_value = HashMap::new();
        for (index, timex) in analysis.timexes.iter().enumerate() {
            by_value.entry(timex.value.as_str()).or_insert(index);
        }
        Self { analysis, by_value }
    }

    pub(super) fn look_up(&self, mine: &Timex) -> Told {
        let all = &self.analysis.timexes;
        let same = self.by_value.get(mine.value.as_str()).and_then(|index| all.get(*index));
        if let Some(same) = same {
            return Told::confirmed(same.span, "");
        }
        let Some(asked) = mine.interval.filter(|_| mine.kind != TimexKind::Duration) else {
            return self.length(mine);
        };
        let published = self.analysis.published.date.map(Interval::day);
        if mine.kind == TimexKind::Date && published.is_some_and(|day| is_same(&day, &asked)) {
            let note = "The day of publication.".to_owned();
            return Told { trace: Trace::Confirmed, place: None, note };
        }
        let place = |fits: &dyn Fn(&Interval) -> bool| -> Option<Span> {
            all.iter().find(|timex| timex.interval.as_ref().is_some_and(fits)).map(|t| t.span)
        };
        let near = |place, note: &str| Told {
            trace: Trace::Near,
            place: Some(place),
            note: note.to_owned(),
        };
        if mine.kind == TimexKind::Time {
            let day = place(&|other| is_same(other, &asked));
            return day.map_or_else(Told::unknown, |day| {
                near(day, "The article has the day, not the time.")
            });
        }
        if let Some(place) = place(&|other| is_same(other, &asked)) {
            return Told::confirmed(place, "");
        }
        if let Some(place) = place(&|other| covers(&asked, other)) {
            return Told::confirmed(place, "The article is more exact.");
        }
        // Of several that may be meant the nearest.
        let slips = all.iter().filter_map(|timex| {
            let other = timex.interval.filter(|other| is_slip(other, &asked))?;
            let days = asked.start?.until(other.start?).ok()?.get_days().unsigned_abs();
            Some((days, timex.span))
        });
        if let Some((_, place)) = slips.min() {
            return near(place, &said(all, place));
        }
        place(&|other| {
            covers(other, &asked) && other.precision <= crate::analysis::Precision::Month
        })
        .map_or_else(Told::unknown, |place| near(place, "The article is less exact."))
    }

    /// A length of time: the same unit with another number is near.
    fn length(&self, mine: &Timex) -> Told {
        let unit = |timex: &Timex| {
            let value = timex.value.as_str();
            let unit = value
                .trim_start_matches('P')
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            (timex.kind, unit.to_owned())
        };
        let asked = unit(mine);
        let found = self.analysis.timexes.iter().find(|other| {
            mine.kind == TimexKind::Duration && is_claim(other) && unit(other) == asked
        });
        found.map_or_else(Told::unknown, |other| Told {
            trace: Trace::Near,
            place: Some(other.span),
            note: "The article has another length of time.".to_owned(),
        })
    }
}

/// Which day the expression at `place` comes to: "One day later" does not say it itself.
fn said(all: &[Timex], place: Span) -> String {
    let timex = all.iter().find(|timex| timex.span == place);
    let interval = timex.and_then(|timex| timex.interval).filter(Interval::is_exact);
    interval.and_then(|day| day.start).map_or_else(
        || "The article has another date.".to_owned(),
        |day| format!("In the article it is {}.", day.strftime("%-d %B %Y")),
    )
}

fn is_same(a: &Interval, b: &Interval) -> bool {
    (a.start, a.end) == (b.start, b.end)
}

/// Whether all days of `inner` are days of `outer`.
fn covers(outer: &Interval, inner: &Interval) -> bool {
    match (outer.start, outer.end, inner.start, inner.end) {
        (Some(a), Some(b), Some(c), Some(d)) => a <= c && d <= b,
        _ => false,
    }
}

/// Whether two days or months are told apart by one number: the day, the month or the year.
fn is_slip(a: &Interval, b: &Interval) -> bool {
    let (Some(a_start), Some(b_start)) = (a.start, b.start) else { return false };
    let parts = [
        a_start.year() == b_start.year(),
        a_start.month() == b_start.month(),
        a_start.day() == b_start.day(),
    ];
    a.precision == b.precision && parts.iter().filter(|same| !**same).count() == 1
}
