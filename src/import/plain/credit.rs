//! Captions, told by their photo credit, and lines that say who else had a hand in the article.

use super::paragraph::ends_sentence;

/// Agencies and their pictures' marks, as they stand in credits; lower case.
const AGENCIES: &[&str] = &[
    "aa",
    "afp",
    "agence france-presse",
    "agencies",
    "al jazeera",
    "anadolu",
    "ani",
    "ansa",
    "ap",
    "associated press",
    "bbc",
    "bloomberg",
    "cgtn",
    "china daily",
    "cnn",
    "cns",
    "dpa",
    "efe",
    "epa",
    "global times",
    "ians",
    "interfax",
    "irna",
    "jiji",
    "kyodo",
    "nhk",
    "npr",
    "pa",
    "pa media",
    "pa wire",
    "press association",
    "pti",
    "reuters",
    "ria novosti",
    "sana",
    "sipa",
    "sputnik",
    "tass",
    "the associated press",
    "upi",
    "voa",
    "wafa",
    "xinhua",
    "yonhap",
];

/// Agencies that sell nothing but pictures, so that their bare name is a photo credit.
const PICTURE_AGENCIES: &[&str] = &[
    "alamy",
    "alamy stock photo",
    "cfp",
    "epa-efe",
    "getty",
    "getty images",
    "istock",
    "magnum photos",
    "shutterstock",
    "unsplash",
    "vcg",
    "wikimedia commons",
];

/// What a photo credit begins with, before "by", "courtesy", a colon or a slash.
const PICTURE_WORDS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "photo credit",
    "photo courtesy",
    "picture",
    "pictures",
    "picture credit",
    "image",
    "images",
    "image credit",
    "illustration",
    "graphic",
    "handout",
    "screenshot",
    "screengrab",
    "ap photo",
    "file photo",
    "archive photo",
    "courtesy",
    "credit",
];

/// What stands alone in place of a photographer's name.
const PICTURE_PHRASES: &[&str] = &[
    "file photo",
    "file picture",
    "file image",
    "file",
    "archive photo",
    "handout",
    "handout photo",
];

/// What a caption begins with, where it says that it is one.
const CAPTION_OPENERS: &[&str] = &[
    "file photo:",
    "file photo -",
    "file -",
    "file –",
    "file —",
    "caption:",
    "pictured:",
    "in this file photo",
];

/// What a credit line begins with, bracketed or not.
const CREDIT_OPENERS: &[&str] = &[
    "reporting by",
    "additional reporting",
    "writing by",
    "editing by",
    "edited by",
    "compiled by",
    "translated by",
    "translation by",
    "source:",
    "sources:",
    "with input",
    "with inputs",
    "with additional",
    "with reporting",
    "with information from",
    "with material from",
    "with files from",
    "with contributions",
    "with agency",
    "with agencies",
    "with assistance from",
    "©",
    "(c) ",
    "copyright ©",
    "copyright (c)",
    "all rights reserved",
    "associated press writer",
];

/// Longer paragraphs are neither captions nor credits, in bytes.
const LONGEST: usize = 1000;

/// A credit has no more words than this, unless brackets set it apart.
const LONGEST_CREDIT: usize = 40;

/// Whether `words` begin with one of `openers`, in whatever case.
fn opens_with(words: &str, openers: &[&str]) -> bool {
    let start = words.trim_start().as_bytes();
    openers.iter().any(|opener| {
        start.get(..opener.len()).is_some_and(|start| start.eq_ignore_ascii_case(opener.as_bytes()))
    })
}

pub(super) fn is_agency(words: &str) -> bool {
    if words.len() > 40 {
        return false;
    }
    let words = words.trim().to_lowercase();
    AGENCIES.contains(&words.as_str()) || PICTURE_AGENCIES.contains(&words.as_str())
}

/// Whether a paragraph ends in a photo credit, or begins by saying that it is a caption.
pub(in crate::import) fn is_caption(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    opens_with(words, CAPTION_OPENERS)
        || ends_in_brackets(words)
        || last_sentence(words).is_some_and(|last| is_photo_credit(last) || is_slashed(last))
        || is_photo_credit(words) && !ends_sentence(words)
        || ends_in_agency_and_name(words)
}

/// "[Getty Images]", "(AP Photo/Ann Doe)"; after a sentence's end an agency will do, "(Xinhua/Ann Doe)".
fn ends_in_brackets(words: &str) -> bool {
    let words = words.trim_end_matches('.');
    let (close, open) = if words.ends_with(')') { (')', '(') } else { (']', '[') };
    words.strip_suffix(close).and_then(|words| words.rsplit_once(open)).is_some_and(
        |(before, inside)| {
            names_a_picture(inside)
                || names_an_agency(inside) && (ends_sentence(before) || before.is_empty())
        },
    )
}

/// What follows the last sentence's end, or the last upright stroke.
fn last_sentence(words: &str) -> Option<&str> {
    let trimmed = words.trim_end_matches('.');
    let near_end = |&(at, _): &(usize, &str)| trimmed.len() - at <= 130;
    trimmed.match_indices([' ', '\n', '/']).rev().take_while(near_end).find_map(|(at, mark)| {
        let (before, after) = trimmed.split_at_checked(at)?;
        let parted = ends_sentence(before) || before.trim_end().ends_with('|');
        // "J.P. Doe" and "U.S. Navy" end no sentence.
        let initials = before.trim_end().rsplit(' ').next().is_some_and(|word| {
            word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1)
        });
        (parted && !initials).then(|| if mark == "/" { after } else { after.trim_start() })
    })
}

/// "/CFP", "/ Reuters": a stroke and a name.
fn is_slashed(words: &str) -> bool {
    words.strip_prefix('/').map(str::trim).is_some_and(|name| {
        name.starts_with(char::is_uppercase)
            && name.len() <= 60
            && name.split_whitespace().count() <= 5
            && !ends_sentence(name)
    })
}

/// "... in Baghdad REUTERS/Ann Doe", "... in Baghdad /CFP": no mark before the credit, but an agency in it.
fn ends_in_agency_and_name(words: &str) -> bool {
    let Some((before, name)) = words.rsplit_once('/') else { return false };
    if before.ends_with(char::is_whitespace) {
        return is_agency(name.trim_end_matches('.'));
    }
    let agency = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    before.len() > agency.len()
        && is_agency(agency)
        && agency.starts_with(char::is_uppercase)
        && name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 4
}

fn is_photo_credit(words: &str) -> bool {
    names_a_picture(words) || names_an_agency(words)
}

/// "Photo: Ann Doe", "Courtesy of the museum", "AFP via Getty Images", "File photo".
fn names_a_picture(words: &str) -> bool {
    const LINKS: &[&str] =
        &[":", "/", " by ", " courtesy of ", " courtesy ", " credit ", " via ", " from ", " of "];
    if words.is_empty() || words.len() > 120 {
        return false;
    }
    let bare = words.trim().trim_start_matches('/').trim_end_matches('.');
    let lower = bare.to_ascii_lowercase();
    // Case tells a name from a sentence: "Photos: Ann Doe", but "Photos: scenes from the fire".
    let is_named = |rest: &str| bare.get(bare.len() - rest.len()..).is_some_and(is_name);
    let begins = PICTURE_WORDS.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            LINKS.iter().any(|link| rest.strip_prefix(link).is_some_and(is_named))
        })
    });
    let is_collection = |part: &str| {
        let lower = part.to_ascii_lowercase();
        PICTURE_AGENCIES.contains(&lower.as_str())
            || (lower.ends_with(" photo") || lower.ends_with(" images")) && is_name(part)
    };
    begins
        || PICTURE_PHRASES.contains(&lower.as_str())
        || bare.split('/').flat_map(|part| part.split(" via ")).map(str::trim).any(is_collection)
}

/// "Xinhua/Ann Doe".
fn names_an_agency(words: &str) -> bool {
    words.len() <= 80 && words.contains('/') && words.split('/').any(is_agency)
}

/// "Ann Doe / Reuters", "the Imperial War Museum": few words, and all that matter with a capital.
fn is_name(words: &str) -> bool {
    let mut parts = words.split([' ', '/', ',', ':']).filter(|part| !part.is_empty()).peekable();
    let small = ["and", "by", "for", "of", "the", "via", "de", "van", "von", "del", "al", "&", "|"];
    parts.peek().is_some()
        && words.split_whitespace().count() <= 10
        && parts.all(|part| !part.starts_with(char::is_lowercase) || small.contains(&part))
}

/// Whether a paragraph tells who else contributed, or whose the article is.
pub(in crate::import) fn is_credit(words: &str, near_end: bool) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let inner = words
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.trim_end_matches('.').strip_suffix([')', ']']))
        .filter(|inner| !inner.contains(['(', ')', '[', ']']));
    let bare = inner.unwrap_or(words);
    let opens = opens_with(bare, CREDIT_OPENERS);
    let n_words = bare.split_whitespace().take(LONGEST_CREDIT + 1).count();
    // "Source: minister to resign" is a headline.
    let opens = opens && (inner.is_some() || !opens_with(bare, &["source"]) || is_name(bare));
    let short = n_words <= 12 || n_words <= LONGEST_CREDIT && !ends_sentence(bare);
    // An agency's name alone: "(Xinhua)", "-- AFP".
    let name = bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_'));
    is_agency(name)
        || opens && (inner.is_some() || short)
        || near_end
            && n_words <= LONGEST_CREDIT
            && CONTRIBUTED.iter().any(|phrase| bare.contains(phrase))
}

const CONTRIBUTED: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
];
