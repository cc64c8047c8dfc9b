//! What stands above an article's body: its headline, who wrote it, where and when.

use super::{
    credit::is_agency,
    paragraph::{ends_sentence, list_mark},
};

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// What else may stand on a line that holds only a date.
const FILLERS: &[&str] = &[
    "published",
    "posted",
    "updated",
    "modified",
    "released",
    "issued",
    "date",
    "last",
    "first",
    "on",
    "at",
    "of",
    "the",
    "am",
    "pm",
    "a.m",
    "p.m",
    "noon",
    "midnight",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "cst",
    "cdt",
    "ct",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "pt",
    "bst",
    "cet",
    "cest",
    "ist",
];

/// Whether `words` could be a headline or a heading: short, no sentence, and not the start of something.
pub(super) fn is_title(words: &str) -> bool {
    let starts_low = {
        let mut chars = words.chars();
        let first = chars.next();
        // "iPad sales rise" is a headline all the same.
        first.is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase)
    };
    words.len() <= 300
        && words.chars().count() <= 140
        && words.split_whitespace().count() <= 20
        && words.lines().count() <= 3
        && words.contains(char::is_alphabetic)
        && !starts_low
        && !words.starts_with(['(', '[', '@', '#'])
        && (!ends_sentence(words) || is_question(words))
        && !words.ends_with([':', ';', ',', '-', '–', '—', '_', '='])
        && !words.contains("://")
        && list_mark(words).is_none()
}

/// One question and nothing before it.
pub(super) fn is_question(words: &str) -> bool {
    words.ends_with('?') && !words.contains(['.', '!']) && words.matches('?').count() == 1
}

/// "By Ann Doe", "Words by Ann Doe and John Roe | The Paper".
pub(in crate::import) fn is_byline(words: &str) -> bool {
    if words.len() > 200 || words.split_whitespace().count() > 20 || words.ends_with('.') {
        return false;
    }
    let lower = words.to_lowercase();
    let opener = ["by ", "words by ", "text by ", "story by ", "written by ", "posted by "]
        .into_iter()
        .find(|opener| lower.starts_with(opener));
    let Some(name) = opener.and_then(|opener| words.get(opener.len()..)) else { return false };
    let first =
        name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    name.starts_with(char::is_uppercase)
        && !MONTHS.contains(&first.as_str())
        && !WEEKDAYS.contains(&first.as_str())
}

/// "Ann B. Doe", as it may stand under a headline instead of a byline.
pub(super) fn is_person(words: &str) -> bool {
    (2..=4).contains(&words.split_whitespace().count())
        && words.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
        })
}

/// What may follow a byline on a line of its own: "Associated Press Writer".
pub(super) fn is_office(words: &str) -> bool {
    words.split_whitespace().count() <= 8
        && is_title(words)
        && words.split(|c: char| !c.is_alphanumeric()).any(|word| {
            [
                "writer",
                "correspondent",
                "reporter",
                "staff",
                "editor",
                "columnist",
                "bureau",
                "news",
            ]
            .contains(&word.to_lowercase().as_str())
        })
}

/// A line that holds only a date: "December 10, 2013", "Updated: Sunday, 25 Feb. 2024 9:15 GMT".
pub(in crate::import) fn is_date(words: &str) -> bool {
    if words.len() > 100 {
        return false;
    }
    let lower = words.to_lowercase();
    let (mut has_month, mut has_number, mut is_whole) = (false, false, false);
    for word in lower.split(|c: char| c.is_whitespace() || ",|·•()–—".contains(c)) {
        let word = word.trim_matches(['.', ':', ';']);
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if MONTHS.contains(&word) {
            has_month = true;
        } else if is_number && is_day_or_year(word) {
            has_number = true;
        } else if is_number && is_numeric_date(word) {
            is_whole = true;
        } else if !(word.is_empty()
            || word == "-"
            || WEEKDAYS.contains(&word)
            || FILLERS.contains(&word)
            || is_number && is_clock(word))
        {
            return false;
        }
    }
    is_whole || has_month && has_number
}

/// "1917-1918": years stand as headings over chronicles.
pub(super) fn is_years(words: &str) -> bool {
    words.len() <= 20
        && words
            .split([' ', '-', '–', '—'])
            .filter(|part| !part.is_empty())
            .all(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// "7", "7th", "2024".
fn is_day_or_year(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let suffix = word.get(digits.len()..).unwrap_or_default();
    let number: u32 = digits.parse().unwrap_or(0);
    match suffix {
        "" => (1..=31).contains(&number) || (1000..3000).contains(&number),
        "st" | "nd" | "rd" | "th" => (1..=31).contains(&number),
        _ => false,
    }
}

/// "2024-02-25", "25/02/2024", "25.2.24", and with a time after "t".
fn is_numeric_date(word: &str) -> bool {
    let day = word.split('t').next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    parts.len() == 3
        && parts.iter().all(|part| {
            matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// "9:15", "09:15:00", "9.15", "9:15pm", "9am".
fn is_clock(word: &str) -> bool {
    let digits = word.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('z');
    (digits.contains([':', '.']) || digits.len() < word.len())
        && digits.split([':', '.']).all(|part| part.parse::<u32>().is_ok_and(|n| n < 60))
}

/// "NAIROBI, Kenya (AP) _", "BAGHDAD, Feb. 25 (Xinhua)", "LONDON —": a wire dateline with nothing after it.
pub(super) fn is_wire_dateline(words: &str) -> bool {
    if words.len() > 100 || words.lines().count() > 1 {
        return false;
    }
    let bare = words.trim_end_matches(|c: char| c.is_whitespace() || "-–—_".contains(c));
    let has_dash = bare.len() < words.len();
    let (place, agency) = match bare.strip_suffix(')').and_then(|bare| bare.rsplit_once('(')) {
        Some((place, agency)) => (place.trim_end(), Some(agency)),
        None => (bare, None),
    };
    let city = place.split(',').next().unwrap_or_default();
    let in_capitals = is_in_capitals(city);
    let has_date = place.split_once(',').is_some_and(|(_, rest)| {
        // The date may follow a country: "NAIROBI, Kenya, Aug. 7".
        is_date(rest) || rest.split_once(',').is_some_and(|(_, rest)| is_date(rest))
    });
    place.split_whitespace().count() <= 8
        && city.starts_with(char::is_uppercase)
        && !ends_sentence(city)
        && match agency {
            Some(agency) => {
                let marks = [in_capitals, is_agency(agency), has_date, has_dash];
                marks.into_iter().filter(|mark| *mark).count() >= 2
            }
            None => in_capitals && (has_date || has_dash),
        }
}

/// "London, 25 February 2024": as a headline's neighbour it says where and when.
pub(super) fn is_place_and_date(words: &str) -> bool {
    words.split_once(',').is_some_and(|(place, date)| {
        place.split_whitespace().count() <= 3
            && place.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            && is_date(date)
    })
}

/// "Xinhua" of "BAGHDAD, Feb. 25 (Xinhua) -- The talks": the agency that a wire dateline names.
pub(super) fn agency(words: &str) -> Option<&str> {
    let (place, rest) = words.split_once('(')?;
    let (agency, after) = rest.split_once(')')?;
    let after = after.trim_start();
    let is_dateline = place.len() <= 60
        && is_in_capitals(place.split(',').next()?)
        && (after.is_empty() || after.starts_with(['-', '–', '—', '_']));
    let is_named = agency.len() <= 40
        && agency.starts_with(char::is_uppercase)
        && !agency.contains(|c: char| c.is_ascii_digit());
    (is_dateline && is_named).then(|| agency.trim())
}

/// The city of a wire dateline.
fn is_in_capitals(city: &str) -> bool {
    city.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !city.chars().any(char::is_lowercase)
}
