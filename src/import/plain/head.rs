//! What stands above an article's body: its headline, who wrote it, where and when.

use super::{
    credit::is_agency,
    paragraph::{ends_sentence, list_mark},
};
use crate::text::MONTHS;

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
    "dateline",
    "for",
    "release",
    "embargoed",
    "until",
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

/// "Ann Doe | March 3, 2024 | 10:31 AM", "Ann Doe and John Roe / Reuters": persons, with a date or an agency.
pub(super) fn is_credited(words: &str) -> bool {
    if words.len() > 200 || words.contains('\n') || ends_sentence(words) {
        return false;
    }
    let words = words.replace(" – ", "|").replace(" — ", "|").replace(" - ", "|");
    let (mut persons, mut others) = (0, 0);
    for part in words.split(['|', '·', '•', '/', '\t']).map(str::trim) {
        if is_date(part) || is_clock_line(part) {
            others += 1;
            continue;
        }
        // "Ann Doe, Staff Writer, March 3, 2024"
        let comma = part.match_indices(',').map(|(at, _)| at);
        let date = comma.clone().find(|at| part.get(at + 1..).is_some_and(is_date));
        others += usize::from(date.is_some());
        let names = date.and_then(|at| part.get(..at)).unwrap_or(part).replace(" and ", ",");
        for name in names.split([',', '(', ')', '&']).map(str::trim).filter(|name| !name.is_empty())
        {
            let is_other = is_agency(name) || is_office(name);
            if !is_other && !is_person(name) {
                return false;
            }
            *(if is_other { &mut others } else { &mut persons }) += 1;
        }
    }
    persons > 0 && others > 0
}

/// What a release says of itself: "FOR IMMEDIATE RELEASE", "Embargoed until noon", "News Release No. 12".
pub(super) fn is_status(words: &str) -> bool {
    const OPENERS: [&str; 12] = [
        "for immediate",
        "immediate release",
        "for release",
        "for publication",
        "not for publication",
        "embargo",
        "under embargo",
        "strictly embargoed",
        "press release",
        "news release",
        "media release",
        "for distribution",
    ];
    let lower = words.trim_start_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    words.split_whitespace().count() <= 10
        && !ends_sentence(words)
        && OPENERS.iter().any(|opener| lower.starts_with(opener))
}

/// "Vol. XII, No. 3 · March 2024 · Page 7": where in a periodical it stood.
pub(super) fn is_issue(words: &str) -> bool {
    const NAMES: [&str; 7] = ["vol", "volume", "no", "nr", "issue", "number", "edition"];
    const OTHERS: [&str; 9] =
        ["page", "pages", "p", "pp", "spring", "summer", "autumn", "fall", "winter"];
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let has_name = parts.clone().any(|part| NAMES.contains(&part));
    let is_roman = |part: &str| part.chars().all(|c| "ivxlcdm".contains(c));
    words.len() <= 100
        && has_name
        && lower.contains(|c: char| c.is_ascii_digit())
        && parts.all(|part| {
            NAMES.contains(&part)
                || OTHERS.contains(&part)
                || MONTHS.contains(&part)
                || WEEKDAYS.contains(&part)
                || is_roman(part)
                || part.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// A line that holds only a time of day, as it stands over the entries of a live blog.
pub(super) fn is_clock_line(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut has_clock = false;
    words.len() <= 40
        && lower.split([' ', '\u{a0}', '\u{202f}', ',', '·', '|', '(', ')']).all(|word| {
            let word = word.trim_matches(['.', ':', ';']);
            let is_time = word.starts_with(|c: char| c.is_ascii_digit()) && is_clock(word);
            has_clock |= is_time;
            word.is_empty() || is_time || FILLERS.contains(&word)
        })
        && has_clock
}

/// Whether a line begins what somebody says: "Q: And then?", "A: In June.", "THE MAYOR: We wait."
pub(super) fn is_turn(words: &str) -> bool {
    if ["Q: ", "A: ", "Q. "].iter().any(|mark| words.starts_with(mark)) {
        return true;
    }
    let name = words.get(..words.find(':').unwrap_or_default()).unwrap_or_default();
    (3..=40).contains(&name.len())
        && name.chars().filter(|c| c.is_uppercase()).count() >= 3
        && !name.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
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
