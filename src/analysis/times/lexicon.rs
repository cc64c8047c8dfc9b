//! The words of time: what each counts as, and which of its kind it is.
//!
//! To teach a word, add it to its line. Words are in lower case; the number is the class's own code:
//! the month, the weekday from Monday, the place in [`Unit::ALL`](super::class::Unit::ALL) and so on.

use std::collections::HashMap;

use super::class::{Class, Classes};

/// The codes that rules ask for by name. Days from the reference are counted from `TODAY`.
pub(super) const TODAY: u8 = 10;
pub(super) const TOMORROW: u8 = 11;
pub(super) const TONIGHT: u8 = 20;
pub(super) const OVERNIGHT: u8 = 21;
pub(super) const NIGHT: u8 = 3;
pub(super) const CHRISTMAS: u8 = 1;
pub(super) const RAMADAN: u8 = 31;
/// "Black Friday", by its first word.
pub(super) const BLACK: u8 = 34;

type Line = (Class, &'static [(&'static str, u16)]);

/// Words that may stand alone for their class.
const WORDS: &[Line] = &[
    (
        Class::Num,
        &[
            ("zero", 0),
            ("one", 1),
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("thirteen", 13),
            ("fourteen", 14),
            ("fifteen", 15),
            ("sixteen", 16),
            ("seventeen", 17),
            ("eighteen", 18),
            ("nineteen", 19),
            ("twenty", 20),
            ("thirty", 30),
            ("forty", 40),
            ("fourty", 40),
            ("fifty", 50),
            ("sixty", 60),
            ("seventy", 70),
            ("eighty", 80),
            ("ninety", 90),
            ("hundred", 100),
            ("thousand", 1000),
            ("dozen", 12),
        ],
    ),
    (
        Class::Ord,
        &[
            ("first", 1),
            ("second", 2),
            ("third", 3),
            ("fourth", 4),
            ("fifth", 5),
            ("sixth", 6),
            ("seventh", 7),
            ("eighth", 8),
            ("ninth", 9),
            ("tenth", 10),
            ("eleventh", 11),
            ("twelfth", 12),
            ("thirteenth", 13),
            ("fourteenth", 14),
            ("fifteenth", 15),
            ("sixteenth", 16),
            ("seventeenth", 17),
            ("eighteenth", 18),
            ("nineteenth", 19),
            ("twentieth", 20),
            ("thirtieth", 30),
            ("final", 100),
        ],
    ),
    (
        Class::Month,
        &[
            ("january", 1),
            ("february", 2),
            ("march", 3),
            ("april", 4),
            ("may", 5),
            ("june", 6),
            ("july", 7),
            ("august", 8),
            ("september", 9),
            ("october", 10),
            ("november", 11),
            ("december", 12),
            ("jan", 1),
            ("feb", 2),
            ("mar", 3),
            ("apr", 4),
            ("jun", 6),
            ("jul", 7),
            ("aug", 8),
            ("sep", 9),
            ("sept", 9),
            ("oct", 10),
            ("nov", 11),
            ("dec", 12),
        ],
    ),
    (
        Class::Weekday,
        &[
            ("monday", 1),
            ("tuesday", 2),
            ("wednesday", 3),
            ("thursday", 4),
            ("friday", 5),
            ("saturday", 6),
            ("sunday", 7),
        ],
    ),
    (
        Class::Weekdays,
        &[
            ("mondays", 1),
            ("tuesdays", 2),
            ("wednesdays", 3),
            ("thursdays", 4),
            ("fridays", 5),
            ("saturdays", 6),
            ("sundays", 7),
        ],
    ),
    (
        Class::Parts,
        &[("mornings", 0), ("afternoons", 1), ("evenings", 2), ("nights", NIGHT as u16)],
    ),
    (
        Class::WeekdayShort,
        &[
            ("mon", 1),
            ("tue", 2),
            ("tues", 2),
            ("wed", 3),
            ("thu", 4),
            ("thur", 4),
            ("thurs", 4),
            ("fri", 5),
            ("sat", 6),
            ("sun", 7),
        ],
    ),
    (
        Class::Decade,
        &[
            ("twenties", 20),
            ("thirties", 30),
            ("forties", 40),
            ("fifties", 50),
            ("sixties", 60),
            ("seventies", 70),
            ("eighties", 80),
            ("nineties", 90),
        ],
    ),
    (Class::Dozen, &[("dozen", 12)]),
    (Class::Fraction, &[("half", 1)]),
    (
        Class::Unit,
        &[
            ("second", 0),
            ("minute", 1),
            ("hour", 2),
            ("day", 3),
            ("weekend", 4),
            ("week", 5),
            ("fortnight", 6),
            ("month", 7),
            ("quarter", 8),
            ("year", 11),
            ("decade", 12),
            ("century", 13),
            ("millennium", 14),
        ],
    ),
    (
        Class::Units,
        &[
            ("seconds", 0),
            ("minutes", 1),
            ("hours", 2),
            ("days", 3),
            ("weekends", 4),
            ("weeks", 5),
            ("fortnights", 6),
            ("months", 7),
            ("quarters", 8),
            ("years", 11),
            ("decades", 12),
            ("centuries", 13),
            ("millennia", 14),
        ],
    ),
    (
        Class::Every,
        &[
            ("hourly", 2),
            ("daily", 3),
            ("nightly", 3),
            ("weekly", 5),
            ("monthly", 7),
            ("yearly", 11),
            ("annually", 11),
        ],
    ),
    (
        Class::Lasting,
        &[("daylong", 3), ("weeklong", 5), ("monthlong", 7), ("yearlong", 11), ("decadelong", 12)],
    ),
    (Class::Quarter, &[("q1", 1), ("q2", 2), ("q3", 3), ("q4", 4)]),
    (Class::Half, &[("h1", 1), ("h2", 2)]),
    (Class::Season, &[("spring", 1), ("summer", 2), ("autumn", 3), ("fall", 3), ("winter", 4)]),
    // Codes are those of `value::part_of_day`.
    (
        Class::Part,
        &[
            ("morning", 0),
            ("afternoon", 1),
            ("evening", 2),
            ("night", NIGHT as u16),
            ("daytime", 4),
            ("lunchtime", 5),
            ("dawn", 0),
            ("dusk", 2),
        ],
    ),
    (Class::Noon, &[("noon", 12), ("midday", 12), ("midnight", 24), ("noontime", 12)]),
    (Class::AmPm, &[("am", 0), ("a.m.", 0), ("a.m", 0), ("pm", 12), ("p.m.", 12), ("p.m", 12)]),
    // Quarters of an hour from Greenwich, plus 100; 0 where summer time decides.
    (
        Class::Zone,
        &[
            ("gmt", 100),
            ("utc", 100),
            ("est", 80),
            ("edt", 84),
            ("cst", 76),
            ("cdt", 80),
            ("mst", 72),
            ("mdt", 76),
            ("pst", 68),
            ("pdt", 72),
            ("bst", 104),
            ("cet", 104),
            ("cest", 108),
            ("msk", 112),
            ("ist", 122),
            ("jst", 136),
            ("hkt", 132),
            ("aest", 140),
            ("aedt", 144),
            ("et", 0),
            ("ct", 0),
            ("pt", 0),
        ],
    ),
    // Days from the reference, plus 10.
    (
        Class::Relative,
        &[
            ("today", TODAY as u16),
            ("yesterday", TODAY as u16 - 1),
            ("tomorrow", TOMORROW as u16),
            ("tonight", TONIGHT as u16),
            ("overnight", OVERNIGHT as u16),
        ],
    ),
    // Codes are places in `Which::ALL`.
    (
        Class::Which,
        &[
            ("this", 0),
            ("current", 0),
            ("last", 1),
            ("next", 2),
            ("past", 3),
            ("coming", 4),
            ("upcoming", 4),
            ("previous", 5),
            ("preceding", 5),
            ("prior", 5),
            ("following", 6),
            ("ensuing", 6),
            ("succeeding", 6),
            ("subsequent", 6),
            ("that", 7),
            ("same", 7),
            ("recent", 9),
            ("latest", 10),
        ],
    ),
    (
        Class::Vague,
        &[("few", 0), ("several", 0), ("many", 0), ("some", 0), ("couple", 2), ("numerous", 0)],
    ),
    (Class::Other, &[("other", 2)]),
    (Class::A, &[("a", 1), ("an", 1)]),
    // Codes are places in `Modifier::ALL`.
    (
        Class::Approx,
        &[
            ("about", 11),
            ("around", 11),
            ("approximately", 11),
            ("roughly", 11),
            ("nearly", 4),
            ("almost", 4),
            ("some", 11),
            ("circa", 11),
        ],
    ),
    (Class::Mod, &[("early", 8), ("mid", 9), ("late", 10)]),
    (
        Class::Edge,
        &[
            ("beginning", 8),
            ("start", 8),
            ("outset", 8),
            ("middle", 9),
            ("end", 10),
            ("close", 10),
            ("ending", 10),
        ],
    ),
    // Codes are places in `festivals::FESTIVALS`.
    (
        Class::Festival,
        &[
            ("christmas", CHRISTMAS as u16),
            ("halloween", 2),
            ("thanksgiving", 3),
            ("easter", 4),
            ("juneteenth", 22),
            ("ramadan", RAMADAN as u16),
            ("pentecost", 40),
            ("epiphany", 41),
        ],
    ),
    (
        Class::NamedDay,
        &[
            ("valentine", 5),
            ("memorial", 6),
            ("labor", 7),
            ("labour", 7),
            ("independence", 8),
            ("veterans", 9),
            ("columbus", 10),
            ("presidents", 11),
            ("boxing", 12),
            ("bastille", 13),
            ("canada", 14),
            ("australia", 15),
            ("anzac", 16),
            ("patrick", 17),
            ("groundhog", 18),
            ("earth", 19),
            ("saints", 20),
            ("armistice", 21),
            ("ascension", 23),
            ("king", 24),
            ("fitr", 32),
            ("adha", 33),
            ("mother", 36),
            ("mothers", 36),
            ("father", 37),
            ("fathers", 37),
            ("election", 38),
            ("remembrance", 39),
        ],
    ),
    (
        Class::NamedWeekday,
        &[
            ("good", 25),
            ("palm", 26),
            ("ash", 27),
            ("maundy", 28),
            ("shrove", 29),
            ("whit", 30),
            ("black", BLACK as u16),
            ("cyber", 35),
        ],
    ),
    (Class::Fiscal, &[("fiscal", 1), ("financial", 1), ("fy", 1)]),
    (Class::New, &[("new", 1)]),
    (Class::Eve, &[("eve", 1)]),
    (Class::Side, &[("before", 0), ("after", 1)]),
    (Class::Later, &[("earlier", 0), ("later", 1)]),
    (
        Class::Era,
        &[
            ("bc", 0),
            ("b.c", 0),
            ("b.c.", 0),
            ("bce", 0),
            ("b.c.e", 0),
            ("b.c.e.", 0),
            ("ad", 1),
            ("a.d", 1),
            ("a.d.", 1),
            ("ce", 1),
            ("c.e", 1),
            ("c.e.", 1),
        ],
    ),
];

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) classes: Classes,
    /// The number, for words that count.
    pub(super) number: u32,
    /// Which one of its class, for all others.
    pub(super) code: u16,
}

/// Every word of the lexicon with its entry.
pub(super) fn entries() -> HashMap<&'static str, Entry> {
    let mut entries: HashMap<&str, Entry> = HashMap::new();
    for (class, words) in WORDS {
        for (word, code) in *words {
            let entry = entries.entry(word).or_default();
            entry.classes = entry.classes.with(*class);
            if matches!(
                class,
                Class::Num | Class::Ord | Class::Dozen | Class::Fraction | Class::Vague
            ) {
                entry.number = u32::from(*code);
            } else {
                entry.code = *code;
            }
        }
    }
    entries
}
