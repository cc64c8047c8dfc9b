//! The quotations in a text of the reader's: between quotation marks of any style, and set off as blocks.
//!
//! Only the outermost marks count: what is quoted within a quotation is part of it. Marks are paired within a
//! paragraph, which ends at an empty line. A mark that could be an apostrophe opens nothing unless another closes it.

use crate::text::Span;

/// Words that are given as somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::notebook) struct Quote {
    /// Between the marks.
    pub words: Span,
    /// With them.
    pub whole: Span,
}

/// The quotations of `text` in their order, disjoint. Linear in the text.
pub(in crate::notebook) fn quotes(text: &str) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut paragraph: Option<Span> = None;
    let mut block: Option<Span> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end();
        let words = line.trim();
        if words.starts_with('>') {
            finish(text, &mut paragraph, &mut found);
            block = Some(block.map_or(span, |block| block.cover(span)));
            continue;
        }
        found.extend(block.take().and_then(|block| set_off(text, block)));
        if words.is_empty() {
            finish(text, &mut paragraph, &mut found);
        } else {
            paragraph = Some(paragraph.map_or(span, |paragraph| paragraph.cover(span)));
        }
    }
    finish(text, &mut paragraph, &mut found);
    found.extend(block.and_then(|block| set_off(text, block)));
    found
}

fn finish(text: &str, paragraph: &mut Option<Span>, found: &mut Vec<Quote>) {
    if let Some(paragraph) = paragraph.take() {
        Paragraph { text, span: paragraph, closes_not: Vec::new() }.read(found);
    }
}

/// Lines behind ">"; a last one that begins with a dash says who is quoted.
fn set_off(text: &str, block: Span) -> Option<Quote> {
    let mut words: Option<Span> = None;
    let mut start = block.start();
    for line in block.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        let own = span.of(text).trim_start_matches(['>', ' ', '\t']);
        let own = Span::new(span.end() - own.len(), span.end());
        let is_source = own.of(text).starts_with(['—', '–']) || own.of(text).starts_with("--");
        let follows = is_source && words.is_some();
        if !own.is_empty() && !follows {
            words = Some(words.map_or(own, |words| words.cover(own)));
        }
    }
    let words = words.filter(|words| has_words(words.of(text)))?;
    Some(Quote { words, whole: block.trim(text) })
}

fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The marks that open a quotation with those that close it.
fn closers(open: char) -> &'static [char] {
    match open {
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '"' => &['"', '”'],
        '‘' => &['’', '\''],
        '\'' => &['\'', '’'],
        _ => &[],
    }
}

enum Closing {
    At(Span),
    /// Another one opens before: this one was a slip.
    Slip,
    Nowhere,
}

struct Paragraph<'a> {
    text: &'a str,
    span: Span,
    /// Marks that nothing closes from here on, so that it is looked for once.
    closes_not: Vec<char>,
}

impl Paragraph<'_> {
    fn read(mut self, found: &mut Vec<Quote>) {
        let mut at = self.span.start();
        while let Some(open) = self.char_at(at) {
            let inside = at + open.len_utf8();
            let quote = self.opens(at, open).then(|| self.quote(at, inside, open)).flatten();
            if let Some(quote) = quote {
                at = quote.whole.end();
                found.push(quote);
            } else {
                at = inside;
            }
        }
    }

    fn quote(&mut self, at: usize, inside: usize, open: char) -> Option<Quote> {
        if self.closes_not.contains(&open) {
            return None;
        }
        let quote = match self.close(inside, open) {
            Closing::At(mark) => {
                Quote { words: Span::new(inside, mark.start()), whole: Span::new(at, mark.end()) }
            }
            Closing::Slip => return None,
            // Speech that goes on in the next paragraph is not closed in this one.
            Closing::Nowhere
                if matches!(open, '“' | '"') && self.span.trim(self.text).start() == at =>
            {
                let end = self.span.trim(self.text).end();
                Quote { words: Span::new(inside, end), whole: Span::new(at, end) }
            }
            Closing::Nowhere => {
                self.closes_not.push(open);
                return None;
            }
        };
        has_words(quote.words.of(self.text)).then_some(quote)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.span.end())?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(self.span.start()..at)?.chars().next_back()
    }

    /// Whether a mark may open here: no word before it, no space behind it.
    fn opens(&self, at: usize, mark: char) -> bool {
        let before = self.before(at);
        let after = self.char_at(at + mark.len_utf8());
        match mark {
            '“' | '„' | '«' => true,
            // "'90s" and "5'" are no quotations.
            '\'' | '‘' => {
                before.is_none_or(|c| !c.is_alphanumeric() && !is_mark(c) || "“\"„«".contains(c))
                    && after.is_some_and(|c| c.is_alphabetic() || "“\"[(…".contains(c))
            }
            '"' => {
                before.is_none_or(|c| !c.is_alphanumeric())
                    && after.is_some_and(|c| !c.is_whitespace())
            }
            _ => false,
        }
    }

    /// The mark that closes this one.
    fn close(&self, from: usize, open: char) -> Closing {
        let closers = closers(open);
        let single = matches!(open, '\'' | '‘');
        let mut possessive = None;
        let rest = self.text.get(from..self.span.end()).unwrap_or_default();
        for (offset, mark) in rest.char_indices() {
            let at = from + offset;
            if single && mark == '‘' && possessive.is_some() {
                break;
            }
            if !closers.contains(&mark) {
                continue;
            }
            let place = Span::new(at, at + mark.len_utf8());
            let before = self.before(at).unwrap_or(' ');
            let after = self.char_at(place.end());
            if single {
                if before.is_whitespace() || after.is_some_and(char::is_alphanumeric) {
                    continue;
                }
                // "The workers' rights": it closes only where nothing better does.
                let rest = self.text.get(place.end()..self.span.end()).unwrap_or_default();
                let goes_on = rest.trim_start().starts_with(char::is_lowercase);
                if before == 's' && after == Some(' ') && goes_on {
                    possessive.get_or_insert(place);
                    continue;
                }
            } else if mark == '"'
                && before.is_whitespace()
                && after.is_some_and(char::is_alphanumeric)
            {
                return Closing::Slip;
            }
            return Closing::At(place);
        }
        possessive.map_or(Closing::Nowhere, Closing::At)
    }
}

fn is_mark(c: char) -> bool {
    "\"“”„«»‘’'".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in braces in `marked` must be found, and nothing else.
    fn check(marked: &str) {
        let text = marked.replace(['{', '}'], "");
        let mut found = String::new();
        let mut at = 0;
        for quote in quotes(&text) {
            let Quote { words, whole } = quote;
            assert!(whole.encloses(words), "{quote:?}");
            found.push_str(text.get(at..words.start()).unwrap());
            found.extend(["{", words.of(&text), "}"]);
            at = words.end();
        }
        found.push_str(text.get(at..).unwrap());
        assert_eq!(found, marked);
    }

    #[test]
    fn finds_quotations_in_marks_of_any_style() {
        check("He said “{we go}”, then \"{we stay}\" and „{we wait}“ or «{we sit}».");
        check("She wrote: ‘{the workers’ rights are at stake,}’ and ‘{no more}’.");
        check("It's the '90s: don't say 'tis x");
        check("They call it a 'calm' of '{sorts}'.".replace("'calm'", "'{calm}'").as_str());
        check("A 5\" nail, \"{he said 'go' twice}\", and 6\" more.");
        check("“{He said ‘we go’ and left}”. ‘{She said “no” to it}’.");
    }

    #[test]
    fn pairs_within_paragraphs_and_reads_blocks() {
        check("“{This goes on.}\n\n“{And ends here.}”");
        check("An “open one\n\nand \"{a closed\none}\".");
        check("As he put it:\n\n> {We will not go\n> back there.}\n> — Omar Haddad\n\nSo he said.");
        check("\"\" ‘’ “ ” >\n>\n");
    }
}
