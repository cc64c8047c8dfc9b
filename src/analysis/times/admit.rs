//! Whether a match is an expression of time at all, by what stands around it.

use super::{
    class::{Class, Unit, Which},
    context::{before, rate},
    lexicon::{BLACK, CHRISTMAS, NIGHT, OVERNIGHT, RAMADAN, TODAY, TOMORROW, TONIGHT},
    meaning::{Fields, Meaning},
    pattern::Match,
    words::Word,
};

/// After these a bare month or year is a date.
const LEADING: &[&str] = &[
    "in",
    "of",
    "last",
    "next",
    "this",
    "since",
    "by",
    "until",
    "till",
    "from",
    "to",
    "through",
    "early",
    "late",
    "mid",
    "during",
    "and",
    "or",
    "between",
    "for",
    "before",
    "after",
    "the",
    "each",
    "every",
    "on",
    "around",
    "about",
    "throughout",
    "as",
    "with",
    "than",
    "past",
    "into",
    "at",
    "year",
    "fiscal",
    "via",
    "begin",
    "season",
    "-",
    "–",
    "(",
    ",",
];

/// After these "two weeks on Monday" is a length and a day.
const LASTING: &[&str] = &[
    "for", "spent", "in", "every", "each", "after", "than", "about", "nearly", "almost", "over",
    "within", "to", "of", "just", "last", "past",
];

/// After these two numbers with a colon are a clock time, even an impossible one.
const AT: &[&str] =
    &["at", "by", "until", "till", "from", "before", "after", "around", "about", "since"];

/// Whether the words around a match let it be an expression of time.
pub(super) fn admits(
    text: &str,
    words: &[Word],
    meaning: Meaning,
    found: &Match,
    fields: &Fields,
) -> bool {
    let first = &words[found.start];
    let previous = before(text, words, found.start, 1);
    let after = words.get(found.end).map_or("", |word| word.text(text));
    let single = found.end - found.start == 1;
    let money = is_money(&previous);
    match meaning {
        Meaning::Date => admits_date(text, words, found, fields, &previous, after),
        Meaning::Duration => admits_duration(words, found, fields, &previous, after),
        Meaning::Stretch => admits_stretch(words, found, fields, &previous),
        Meaning::Which => admits_which(text, words, found, fields, &previous, after),
        Meaning::Set if single && first.is(Class::Units) => fields.unit == Some(Unit::Weekend),
        // "9/11"; any other two numbers are a share or a score.
        Meaning::Numeric if fields.year.is_none() && fields.short_year.is_none() => {
            (fields.count, fields.other) == (Some(9), Some(11))
                && !first.is(Class::Glued)
                && after != "/"
        }
        // "Q3" and "H1", not as names of other things in lower case.
        Meaning::Quarter | Meaning::Half if first.is(Class::Quarter) || first.is(Class::Half) => {
            first.is(Class::Capital)
        }
        // "31/4/2020" is complained about, "45/67/2020" is no date.
        Meaning::Numeric => {
            let (one, two) = (fields.count.unwrap_or(0), fields.other.unwrap_or(0));
            (1..=31).contains(&one) && (1..=31).contains(&two) && one.min(two) <= 12
        }
        // "1914-18" and "1999-00", but not "2013-03".
        Meaning::Pair if first.is(Class::Year) => fields.other.is_none_or(|two| {
            let first = u32::from(fields.year.unwrap_or(0).unsigned_abs() % 100);
            two > first || (two, first) == (0, 99)
        }),
        // "44 BC", but not "a new ad", "two ad agencies".
        Meaning::Era => {
            let mut eras = words[found.start..found.end].iter().filter(|word| word.is(Class::Era));
            eras.all(|word| word.is(Class::Capital) || word.text(text).contains('.'))
                && fields.unit.is_none_or(|unit| unit >= Unit::Century)
        }
        Meaning::Eras => fields.unit.is_none_or(|unit| unit >= Unit::Century),
        // "the last minute of the day" is no day.
        Meaning::Part => fields.unit.is_none_or(|unit| unit >= Unit::Day),
        // "tomorrow week", but not "yesterday week".
        Meaning::Hence if fields.count.is_none() => {
            fields.relative.is_none_or(|code| (TODAY..TONIGHT).contains(&code))
        }
        Meaning::Half if fields.year.is_none() && fields.which.is_none() => {
            let year = words[found.end - 1].text(text) == "year";
            year || after != "of" && !is_of_a_match(text, words, found)
        }
        // "the 2012 Summer Games".
        Meaning::Season
            if words[found.end - 1].is(Class::Capital) && next_is_name(words, found.end) =>
        {
            false
        }
        // "the fall of Rome".
        Meaning::Season if fields.year.is_none() && after == "of" => false,
        Meaning::Relative => admits_relative(text, words, found, fields),
        // "the daily Granma", a newspaper.
        Meaning::Set if fields.every.is_some() => {
            (!first.is(Class::Capital) || found.start == 0) && !next_is_name(words, found.end)
        }
        Meaning::Festival => admits_festival(words, found, fields, &previous),
        // "a week on Tuesday", but not "twice a week on Tuesday".
        Meaning::Hence if before(text, words, found.end, 2) == "on" => {
            fields.unit == Some(Unit::Week)
                && !rate(text, words, found)
                && !LASTING.contains(&previous.as_str())
        }
        // "High Noon", a film.
        Meaning::Clock if single && first.is(Class::Noon) && first.is(Class::Capital) => {
            !follows_name(words, found.start)
        }
        Meaning::Clock => {
            let glued = |at: usize| words.get(at).is_some_and(|word| word.is(Class::Glued));
            // "00:0a:95:9d:68:16" is an address.
            let inside = previous == ":" && glued(found.start)
                || after == ":" && glued(found.end) && glued(found.end + 1);
            // "at 25:61" is complained about, "25:61" alone is something else.
            let meant = fields.is_clock() || AT.contains(&previous.as_str());
            meant && !(money || inside || single && first.is(Class::Two))
        }
        _ => true,
    }
}

/// "today" and its kin.
fn admits_relative(text: &str, words: &[Word], found: &Match, fields: &Fields) -> bool {
    let first = &words[found.start];
    let previous = before(text, words, found.start, 1);
    match fields.relative {
        // "It burned overnight", but not "an overnight stay".
        Some(OVERNIGHT) => {
            const ADJECTIVE: &[&str] = &["a", "an", "the", "almost", "happen"];
            const GOES_ON: &[&str] = &[
                "in", "on", "at", "and", "after", "as", "by", "from", "to", "with", "without",
                "when", "while", "but", "because", "despite", "amid", "before",
            ];
            let next = words.get(found.end);
            let after = next.map_or("", |word| word.text(text));
            let noun = after.starts_with(char::is_alphabetic)
                && !GOES_ON.contains(&after)
                && !next.is_some_and(|word| word.is(Class::Weekday));
            !noun && !ADJECTIVE.contains(&previous.as_str())
        }
        // "the leaders of tomorrow".
        Some(TOMORROW) if previous == "of" && !is_possessive(text, words, found.end) => {
            const PARTS: &[&str] = &[
                "as",
                "ahead",
                "end",
                "close",
                "morning",
                "afternoon",
                "evening",
                "night",
                "hours",
            ];
            PARTS.contains(&before(text, words, found.start, 2).as_str())
        }
        // "USA Today".
        _ => !(first.is(Class::Capital) && follows_name(words, found.start)),
    }
}

fn admits_festival(words: &[Word], found: &Match, fields: &Fields, previous: &str) -> bool {
    let named = |(class, at): &(Class, usize)| {
        matches!(class, Class::Which | Class::Eve | Class::Side | Class::Unit)
            || words[*at].is(Class::Capital)
    };
    // "Easter week".
    matches!(fields.unit, None | Some(Unit::Day | Unit::Week | Unit::Weekend))
        && found.kept.iter().filter(|(class, _)| *class != Class::Year).all(named)
        && (!next_is_name(words, found.end)
            || !matches!(fields.festival, Some(CHRISTMAS | RAMADAN)))
        && previous != "operation"
        // "Black Monday" was a crash.
        && (fields.festival != Some(BLACK) || fields.weekday == Some(5))
}

/// Whether it is told of a match, whose halves are no halves of a year.
fn is_of_a_match(text: &str, words: &[Word], found: &Match) -> bool {
    /// How many words on either side are looked at.
    const REACH: usize = 30;
    const PLAY: &[&str] = &[
        "goal",
        "goals",
        "goalkeeper",
        "scored",
        "scoring",
        "equalised",
        "equalized",
        "kick",
        "penalty",
        "penalties",
        "referee",
        "striker",
        "midfielder",
        "defender",
        "header",
        "touchdown",
        "halftime",
        "minutes",
        "match",
        "shot",
        "shots",
        "ball",
        "innings",
    ];
    const MONEY: &[&str] = &[
        "profit", "profits", "sales", "revenue", "revenues", "earnings", "orders", "%", "percent",
        "$",
    ];
    let near = &words[found.start.saturating_sub(REACH)..(found.end + REACH).min(words.len())];
    let any = |known: &[&str]| near.iter().any(|word| known.contains(&word.text(text)));
    any(PLAY) && !any(MONEY)
}

fn admits_duration(
    words: &[Word],
    found: &Match,
    fields: &Fields,
    previous: &str,
    after: &str,
) -> bool {
    // “60 Minutes”, a programme.
    let named =
        words[found.end - 1].is(Class::Capital) && matches!(previous, "\"" | "“" | "'" | "‘" | "`");
    if named || is_odd(words, found) {
        return false;
    }
    match fields.unit {
        Some(Unit::Second) => fields.count != Some(1) || !after.starts_with(char::is_alphabetic),
        // "one and a quarter".
        Some(Unit::Quarter) if fields.article => {
            matches!(previous, "for" | "million" | "billion" | "percent" | "%") && after != "of"
        }
        Some(Unit::Quarter) => {
            // "three quarters of the company" is a share of it, "several quarters of losses" are not.
            let share = after == "of" && !fields.vague;
            !share && !matches!(after, "point" | "percentage") && !matches!(previous, "some" | "in")
        }
        _ => !is_money(previous),
    }
}

fn admits_stretch(words: &[Word], found: &Match, fields: &Fields, previous: &str) -> bool {
    match fields.which {
        Some(Which::That) => false,
        // "following six quarters of loss": after them.
        Some(Which::Following) if words[found.start].is(Class::Which) => false,
        // "to last six weeks".
        Some(Which::Last)
            if matches!(
                previous,
                "to" | "will" | "would" | "could" | "can" | "may" | "might" | "should"
            ) =>
        {
            false
        }
        _ => !is_money(previous) && !is_odd(words, found),
    }
}

fn admits_which(
    text: &str,
    words: &[Word],
    found: &Match,
    fields: &Fields,
    previous: &str,
    after: &str,
) -> bool {
    let first = &words[found.start];
    // "the last day" is the final one, "the night before the storm" hangs on the storm.
    if fields.which == Some(Which::Last) && fields.unit == Some(Unit::Day) {
        return false;
    }
    if fields.side != 0 && fields.weekday.is_none() && fields.which != Some(Which::BeforeLast) {
        return !after.starts_with(char::is_alphanumeric)
            || matches!(after, "and" | "when" | "but");
    }
    // "This Week", a programme.
    if fields.unit.is_some()
        && found.start > 0
        && words[found.end - 1].is(Class::Capital)
        && first.is(Class::Capital)
    {
        return false;
    }
    // "in the new year", but not "in the new week".
    if fields.new_year {
        return fields.unit == Some(Unit::Year) && words[found.end - 2].text(text).starts_with('n');
    }
    // "Monday of last week".
    if fields.weekday.is_some() && fields.unit.is_some() && fields.side == 0 {
        return fields.unit == Some(Unit::Week);
    }
    if fields.month.is_some() {
        return all_capital(words, found, Class::Month);
    }
    // "by night" is how, not when; "by afternoon bus".
    if fields.part.is_some() && fields.which.is_none() && first.is(Class::Part) {
        const GOES_ON: &[&str] = &["the", "he", "she", "they", "it", "and", "on", "when"];
        let ends = !after.starts_with(char::is_alphabetic) || GOES_ON.contains(&after);
        return fields.part != Some(NIGHT) && ends;
    }
    let clock = fields.unit.is_some_and(Unit::is_clock);
    let day =
        fields.unit == Some(Unit::Day) && fields.which.is_none() && found.start == found.reach - 2;
    !(clock || day && after != "." && previous != "in")
}

/// Whether all words that were taken for `class` are capitalised.
fn all_capital(words: &[Word], found: &Match, class: Class) -> bool {
    let mut of_class = found.kept.iter().filter(|(kept, _)| *kept == class);
    of_class.all(|(_, at)| words[*at].is(Class::Capital))
}

/// Whether "a" stands before units or "some" before a unit: it is another word that they belong to.
fn is_odd(words: &[Word], found: &Match) -> bool {
    let Some([before, unit]) = words.get(found.end.saturating_sub(2)..found.end) else {
        return false;
    };
    before.is(Class::A) && unit.is(Class::Units)
        || before.is(Class::Vague) && before.number == 0 && unit.is(Class::Unit)
}

/// The same of a date: months, weekdays and years are words and numbers of other sorts too.
fn admits_date(
    text: &str,
    words: &[Word],
    found: &Match,
    fields: &Fields,
    previous: &str,
    after: &str,
) -> bool {
    let first = &words[found.start];
    let glued_after = words.get(found.end).is_some_and(|word| word.is(Class::Glued));
    let single = found.end - found.start == 1;
    let capital = |class: Class| all_capital(words, found, class);
    // "12-jan-2020" is a date in small letters too.
    let glued =
        single || words[found.start + 1..found.end].iter().all(|word| word.is(Class::Glued));
    let whole = glued && fields.day.is_some();
    if !(whole && fields.month.is_some()
        || capital(Class::Month) && capital(Class::Weekday) && capital(Class::WeekdayShort))
    {
        return false;
    }
    // "2020-13-05" is a number, "2020-02-30" a day that there is not.
    if first.is(Class::Year) && glued && fields.day.is_some() {
        return fields.month.is_some_and(|month| (1..=12).contains(&month))
            && fields.day.is_some_and(|day| (1..=31).contains(&day));
    }
    if single && first.is(Class::WeekdayShort) {
        return is_short_weekday(text, words, found, previous);
    }
    // "May the Second" is a fleet's, not a day.
    let ordinal = found.kept.iter().find(|(class, _)| *class == Class::DayOrd);
    if ordinal.is_some_and(|(_, at)| !fields.day_first && words[*at].is(Class::Capital)) {
        return false;
    }
    if fields.month.is_some() && single {
        let name = first.text(text);
        let doubtful = matches!(name.len(), 3 | 4) || matches!(name, "March" | "April" | "August");
        let named = next_is_name(words, found.end);
        let led = LEADING.contains(&previous)
                    && !matches!(previous, "the" | "," | "to" | "and")
                    // "A March poll".
                    || matches!(previous, "a" | "an")
                    || matches!(previous, "the" | "its")
                        && !named
                        && after.starts_with(char::is_lowercase)
                    // "from January to March".
                    || matches!(previous, "to" | "through" | "and" | "or" | "-" | "–")
                        && found.start >= 2
                        && words[found.start - 2].is(Class::Month);
        return !doubtful || led || matches!(name, "April" | "August" | "June" | "July") && !named;
    }
    // "on the 18th", but not "on the 18th floor".
    if (fields.day, fields.month, fields.weekday) != (None, None, None)
        && fields.month.is_none()
        && fields.weekday.is_none()
    {
        const AFTER: &[&str] = &[
            "and", "or", "at", "in", "when", "but", "he", "she", "they", "it", "the", "with",
            "for", "to", "a", "all", "his", "her", "their", "was", "were", "is", "will", "had",
            "as", "by", "after", "before",
        ];
        let digits = words[found.end - 1].text(text).starts_with(|c: char| c.is_ascii_digit());
        // "from the 17th to the 19th century"
        let next = |n: usize| words.get(found.end + n);
        let century = matches!(after, "to" | "and" | "or")
            && (1..4).any(|n| {
                next(n).is_some_and(|word| {
                    word.text(text) == "century" || word.text(text) == "centuries"
                })
            });
        return digits
            && !century
            && (AFTER.contains(&after)
                || !after.starts_with(|c: char| c.is_alphanumeric() || c == '-'));
    }
    if fields.short_year.is_some() && fields.month.is_none() {
        return LEADING.contains(&previous);
    }
    if fields.year.is_some() && fields.month.is_none() && (single || fields.day.is_none()) {
        return !is_money(previous) && is_year(text, words, found, previous, after, glued_after);
    }
    if let Some(decade) = fields.decade
        && decade < 100
    {
        let spelled = first.text(text).starts_with(|c: char| c.is_ascii_digit());
        return !matches!(previous, "his" | "her" | "their" | "my" | "its")
            && (!spelled || previous == "the");
    }
    true
}

/// Whether "Sat" or "Sun" is a day: "on Sat", "on Sun or Tues", but not "on Sun Hill".
fn is_short_weekday(text: &str, words: &[Word], found: &Match, previous: &str) -> bool {
    let listed = matches!(previous, "or" | "and")
        && found
            .start
            .checked_sub(2)
            .is_some_and(|at| words[at].is(Class::WeekdayShort) || words[at].is(Class::Weekday));
    let led = listed || matches!(previous, "on" | "until" | "till" | "by" | "from" | "since");
    led && (!next_is_name(words, found.end) || words[found.start].text(text).ends_with('.'))
}

fn is_money(previous: &str) -> bool {
    matches!(previous, "$" | "£" | "€" | "#" | "¥" | "us$")
}

/// Whether the mark of the possessive stands at `at`.
fn is_possessive(text: &str, words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|word| matches!(word.text(text), "'s" | "’s"))
}

/// Whether the word before is capitalised.
fn follows_name(words: &[Word], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| words[at].is(Class::Capital))
}

/// Whether the next word is capitalised, as a surname is.
fn next_is_name(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.is(Class::Capital))
}

/// What is counted, so that the four digits before it are no year.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "percent",
    "feet",
    "miles",
    "meters",
    "metres",
    "kilometers",
    "kilometres",
    "pounds",
    "dollars",
    "euros",
    "tons",
    "tonnes",
    "troops",
    "soldiers",
    "children",
    "hours",
    "yards",
    "acres",
    "square",
    "million",
    "billion",
    "hp",
    "kg",
    "jobs",
    "homes",
    "workers",
    "employees",
    "members",
    "votes",
    "points",
    "shares",
    "copies",
    "different",
    "other",
    "more",
    "new",
    "local",
    "police",
    "students",
    "civilians",
    "prisoners",
    "casualties",
    "refugees",
];

/// What has a number for its name: "Flight 1549".
const NUMBERED: &[&str] = &[
    "flight",
    "room",
    "route",
    "highway",
    "channel",
    "page",
    "resolution",
    "windows",
    "number",
    "no.",
];

/// After these a number in words is a year.
const YEAR_FOLLOWS: &[&str] = &[
    "in", "by", "since", "until", "of", "before", "after", "from", "year", "during", "late",
    "early",
];

/// Whether four digits are a year and not a count, a price, a number in a name.
fn is_year(
    text: &str,
    words: &[Word],
    found: &Match,
    previous: &str,
    after: &str,
    glued_after: bool,
) -> bool {
    if found.end - found.start > 1 {
        return true;
    }
    // "two thousand volts" is no year, "in two thousand" is, and "nineteen ninety" always.
    let first = &words[found.start];
    let spelled = first.text(text).starts_with(char::is_alphabetic);
    let round = spelled && first.is(Class::Num) && first.number.is_multiple_of(100);
    if round && (!YEAR_FOLLOWS.contains(&previous) || after.starts_with(char::is_lowercase)) {
        return false;
    }
    if glued_after && matches!(after, "%" | "/" | "°" | "km" | "m") {
        return false;
    }
    // "part 45/67/2020"
    let over = found.start.checked_sub(2).and_then(|at| words.get(at));
    if previous == "/" && over.is_some_and(|word| word.is(Class::Num) && !word.is(Class::Year)) {
        return false;
    }
    if words[found.start].is(Class::Glued)
        && !matches!(previous, "(" | "-" | "–" | "—" | "\"" | "“" | "'" | "/")
    {
        return false;
    }
    if COUNTED.contains(&after) || NUMBERED.contains(&previous) {
        return false;
    }
    if LEADING.contains(&previous)
        && !matches!(
            previous,
            "about" | "than" | "around" | "with" | "at" | "to" | "for" | "and" | "or" | ","
        )
    {
        return true;
    }
    // "cars and 2000 bicycles".
    let listed = matches!(previous, "and" | "or" | "with" | "than" | "about" | "around" | "some")
        && after.len() > 3
        && after.ends_with('s')
        && after.starts_with(|c: char| c.is_lowercase());
    !listed
}
