//! Days as pages write them, for machines and for readers. A day is taken as it stands, in its own offset.

use jiff::civil::Date;

/// What each month is called, first letters first; in the languages that most pages are written in.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "janv", "gen", "sty", "янв", "ocak", "јан"],
    &["feb", "fév", "fev", "fébr", "febb", "lut", "фев", "şub"],
    &["mar", "mär", "mrz", "maart", "март", "мар", "mär"],
    &["apr", "abr", "avr", "kwi", "апр", "nis"],
    &["may", "mai", "mag", "mei", "maj", "мая", "май"],
    &["jun", "juin", "giu", "cze", "июн", "haz"],
    &["jul", "juil", "lug", "lip", "июл", "tem"],
    &["aug", "ago", "aoû", "aou", "sie", "авг", "ağu"],
    &["sep", "set", "wrz", "сен", "eyl"],
    &["oct", "okt", "out", "ott", "paź", "окт", "eki"],
    &["nov", "lis", "ноя", "kas"],
    &["dec", "dez", "dic", "déc", "gru", "дек", "ara"],
];

/// No page was published before, or long after this is written.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| YEARS.contains(&date.year()))
}

/// A day in an attribute or in JSON: "2019-11-20T19:07:00-05:00", "20191120", "Wed, 20 Nov 2019", seconds.
pub(super) fn of_machine(value: &str) -> Option<Date> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<i64>()
        && matches!(value.len(), 10 | 13)
    {
        let seconds = if value.len() == 13 { seconds / 1000 } else { seconds };
        let stamp = jiff::Timestamp::from_second(seconds).ok()?;
        let day = stamp.to_zoned(jiff::tz::TimeZone::UTC).date();
        return date(day.year(), day.month(), day.day());
    }
    let digits = value.get(..8).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(digits) = digits
        && value.get(8..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['T', ' ', '-']))
    {
        let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
        return date(part(0..4)?, part(4..6)? as i8, part(6..8)? as i8);
    }
    in_words(value, true)
}

/// The first day in words that readers see: "20. November 2019", "Nov 20, 2019", "20.11.2019", "2019/11/20".
///
/// `is_day_first` tells 3/4 from 4/3, where neither can be a month.
pub(super) fn in_words(words: &str, is_day_first: bool) -> Option<Date> {
    let tokens = tokens(words);
    (0..tokens.len()).find_map(|at| day_at(&tokens[at..], is_day_first))
}

/// A number with how many digits it has, or a month, or what stands between.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number(i16, usize),
    Month(i8),
    Other,
    Mark(char),
}

fn tokens(words: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let length = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(length);
        if first.is_ascii_digit() {
            tokens.push(token.parse().map_or(Token::Other, |number| Token::Number(number, length)));
        } else if first.is_alphabetic() {
            match token {
                "年" | "月" | "日" | "년" | "월" | "일" => tokens.push(Token::Mark('-')),
                "de" | "of" | "del" | "st" | "nd" | "rd" | "th" | "er" => {}
                // An hour follows: "2019-11-20T19:07".
                "T" => tokens.push(Token::Other),
                _ => tokens.push(month(token).map_or(Token::Other, Token::Month)),
            }
        } else if let Some(mark) = token.chars().find(|c| !c.is_whitespace()) {
            let n_marks = token.chars().filter(|c| !c.is_whitespace()).count();
            tokens.push(if n_marks > 1 { Token::Other } else { Token::Mark(mark) });
        }
        rest = after;
    }
    tokens
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|names| {
        names.iter().any(|name| word.starts_with(name)) && word.chars().count() <= 10
    })?;
    i8::try_from(at + 1).ok()
}

fn day_at(tokens: &[Token], is_day_first: bool) -> Option<Date> {
    use Token::{Mark, Month, Number};
    let between = |mark: char| matches!(mark, '.' | ',' | '-' | '/' | '\u{2013}');
    match *tokens {
        // 2019-11-20
        [
            Number(year, 4),
            Mark(a @ ('-' | '/' | '.')),
            Number(month, 1..=2),
            Mark(b),
            Number(day, 1..=2),
            ..,
        ] if a == b => date(year, month as i8, day as i8),
        // 20.11.2019 and 11/20/2019
        [
            Number(a, 1..=2),
            Mark(x @ ('.' | '/' | '-')),
            Number(b, 1..=2),
            Mark(y),
            Number(year, 4),
            ..,
        ] if x == y => {
            let (day, month) =
                if b > 12 || a <= 12 && x == '/' && !is_day_first { (b, a) } else { (a, b) };
            date(year, month as i8, day as i8)
        }
        // 20.11.19
        [Number(day, 2), Mark('.'), Number(month, 2), Mark('.'), Number(year @ 0..=40, 2), ..] => {
            date(2000 + year, month as i8, day as i8)
        }
        // 20. November 2019, 20-Nov-2019, 20 November 2019
        [Number(day, 1..=2), Mark(x), Month(month), Mark(y), Number(year, 4), ..]
            if between(x) && between(y) =>
        {
            date(year, month, day as i8)
        }
        [Number(day, 1..=2), Mark(mark), Month(month), Number(year, 4), ..]
        | [Number(day, 1..=2), Month(month), Mark(mark), Number(year, 4), ..]
            if between(mark) =>
        {
            date(year, month, day as i8)
        }
        // November 20, 2019; Nov. 20 2019
        [Number(day, 1..=2), Month(month), Number(year, 4), ..]
        | [Month(month), Mark('.'), Number(day, 1..=2), Mark(','), Number(year, 4), ..]
        | [Month(month), Mark('.'), Number(day, 1..=2), Number(year, 4), ..]
        | [Month(month), Number(day, 1..=2), Mark(','), Number(year, 4), ..]
        | [Month(month), Number(day, 1..=2), Number(year, 4), ..] => date(year, month, day as i8),
        _ => None,
    }
}

/// The day in a page's address: "/2019/11/20/", "/2019-11-20-", "20191120".
pub(super) fn in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let numbers: Vec<&str> =
        path.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let three = numbers.windows(3).find_map(|numbers| {
        let [year, month, day] = numbers else { return None };
        let is_beside = |mark: &str| path.contains(&format!("{year}{mark}{month}{mark}{day}"));
        if year.len() != 4
            || month.len() > 2
            || day.len() > 2
            || !["/", "-", "_"].iter().any(|m| is_beside(m))
        {
            return None;
        }
        date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    });
    three.or_else(|| numbers.iter().find(|it| it.len() == 8).and_then(|it| of_machine(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days() {
        let check = |words, day: &str| {
            let found = of_machine(words).map(|day| day.to_string());
            assert_eq!(found.unwrap_or_default(), day, "{words}");
        };
        check("2019-11-20T23:59:00-05:00", "2019-11-20");
        check("20191120", "2019-11-20");
        check("Wed, 20 Nov 2019 23:00:00 GMT", "2019-11-20");
        check("1574208000", "2019-11-20");
        check("Mittwoch, 20. März 2019, 12:10", "2019-03-20");
        check("Published November 20th, 2019", "2019-11-20");
        check("20 de noviembre de 2019", "2019-11-20");
        check("20.11.2019", "2019-11-20");
        check("2019年11月20日", "2019-11-20");
        check("20", "");
        check("2019-13-20", "");
        let address = |address| in_address(address).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(address("https://a.org/2019/11/20/news-4"), "2019-11-20");
        assert_eq!(address("https://a.org/news-2019"), "");
    }
}
