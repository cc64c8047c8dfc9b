//! What an expression takes from those beside it: the year of a stretch's other end, the week of a weekday, the
//! century of two digits.

use super::{
    Timex,
    class::Unit,
    meaning::{Meaning, full_year},
    resolve::State,
    scan::Expression,
    tense::Tense,
};
use crate::text::Span;

/// Room for " through ".
const GAP: usize = 9;

/// Whether the words from one expression to the next make one stretch of them, which may reach over New Year.
fn is_stretch(text: &str, first: &Expression, second: &Expression) -> bool {
    let between = Span::new(first.span.end(), second.span.start().max(first.span.end())).of(text);
    matches!(
        between.trim(),
        "to" | "until" | "till" | "through" | "and" | "-" | "–" | "—" | "to the" | "until the"
    )
}

/// "from May to July", "on May 5 and July 3": the second is in the year of the first, or in the next, where the
/// stretch reaches over New Year.
pub(super) fn year_behind(
    text: &str,
    expression: &Expression,
    previous: &Expression,
    resolved: &Timex,
) -> Option<Expression> {
    let (first, second) = (&previous.fields, &expression.fields);
    let alike = first.day.is_some() == second.day.is_some()
        && expression.meaning == Meaning::Date
        && previous.meaning == Meaning::Date
        && second.year.is_none()
        && second.weekday.is_none();
    let gap = expression.span.start().saturating_sub(previous.span.end());
    if !alike || gap > GAP || second.short_year.is_some() {
        return None;
    }
    let turns = (first.month?, first.day) > (second.month?, second.day);
    let start = resolved.interval?.start?;
    (!turns || is_stretch(text, previous, expression)).then(|| {
        let mut whole = expression.clone();
        whole.fields.year = Some(start.year() + i16::from(turns));
        whole
    })
}

/// "last week on Tuesday": the weekday is of that week.
pub(super) fn week_behind(
    text: &str,
    expression: &Expression,
    previous: &Expression,
) -> Option<Expression> {
    let (first, second) = (&previous.fields, &expression.fields);
    let week = previous.meaning == Meaning::Which && first.unit == Some(Unit::Week);
    let alone = expression.meaning == Meaning::Date && (second.month, second.day) == (None, None);
    second.weekday.filter(|_| week && alone && first.weekday.is_none())?;
    let between = Span::new(previous.span.end(), expression.span.start()).of(text);
    matches!(between.trim_start_matches(',').trim(), "on").then(|| {
        let mut whole = expression.clone();
        whole.meaning = Meaning::Which;
        (whole.fields.which, whole.fields.unit) = (first.which, first.unit);
        whole
    })
}

impl State {
    /// "from May 15 to August 16, 1988", "April and June 1955": the first with the year of the second, or of the year
    /// before, where the stretch reaches over New Year.
    pub(super) fn year_ahead(
        &self,
        text: &str,
        expression: &Expression,
        next: Option<&Expression>,
    ) -> Option<Expression> {
        let next = next?;
        let (first, second) =
            (&expression.fields, &self.with_century(next).unwrap_or(next.clone()).fields);
        let alike = first.day.is_some() == second.day.is_some()
            && expression.meaning == Meaning::Date
            && next.meaning == Meaning::Date
            && first.year.is_none();
        let gap = next.span.start().saturating_sub(expression.span.end());
        if !alike || gap > GAP || first.short_year.is_some() {
            return None;
        }
        let (from, to, year) = (first.month?, second.month?, second.year?);
        let turns = (from, first.day) > (to, second.day);
        (!turns || is_stretch(text, expression, next)).then(|| {
            let mut whole = expression.clone();
            whole.fields.year = Some(year - i16::from(turns));
            whole
        })
    }

    /// "the summer of '69", "12/5/63": with the year of the hundred up to the text's own, or a few years ahead of it,
    /// where nothing says that it is past.
    pub(super) fn with_century(&self, expression: &Expression) -> Option<Expression> {
        const AHEAD: i16 = 10;
        let fields = &expression.fields;
        let two = fields.short_year.filter(|_| fields.year.is_none())?;
        let own = self.reference.or(self.told).or(self.anchor.map(|anchor| anchor.start));
        let year = own.map_or_else(
            || full_year(u32::from(two)),
            |own| {
                let past = expression.context.tense == Tense::Past;
                let last = own.year() + if past { 0 } else { AHEAD };
                last - (last - i16::from(two)).rem_euclid(100)
            },
        );
        let mut whole = expression.clone();
        whole.fields.year = Some(year);
        Some(whole)
    }
}
