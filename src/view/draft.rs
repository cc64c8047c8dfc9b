//! The words about a draft that was checked.

use crate::{
    notebook::{Claim, Finding, Proof, Trace},
    text::{counted, one_line},
};

/// "12 in the article, 2 almost, 1 not found".
pub fn counts(proof: &Proof) -> String {
    let [fine, near, lost] =
        [Trace::Confirmed, Trace::Near, Trace::Unknown].map(|trace| proof.count(trace));
    match (fine, near, lost) {
        (0, 0, 0) => "No quotation, name, number or date in it.".to_owned(),
        (fine, 0, 0) => format!("{} in it, all in the article.", counted(fine, "claim")),
        (fine, near, lost) => {
            let parts = [(fine, "in the article"), (near, "almost"), (lost, "not found")];
            let told = parts.iter().filter(|(count, _)| *count > 0);
            told.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(" · ")
        }
    }
}

/// What a finding is, and how it stands: "Quotation, not word for word".
pub const fn state_words(finding: &Finding) -> &'static str {
    match (finding.claim, finding.trace) {
        (Claim::Quotation, Trace::Confirmed) => "Quotation, word for word",
        (Claim::Quotation, Trace::Near) => "Quotation, not word for word",
        (Claim::Quotation, Trace::Unknown) => "Quotation, not in the article",
        (Claim::Name, Trace::Confirmed) => "Name, in the article",
        (Claim::Name, Trace::Near) => "Name, otherwise in the article",
        (Claim::Name, Trace::Unknown) => "Name, not in the article",
        (Claim::Number, Trace::Confirmed) => "Number, in the article",
        (Claim::Number, Trace::Near) => "Number, otherwise in the article",
        (Claim::Number, Trace::Unknown) => "Number, not in the article",
        (Claim::Date, Trace::Confirmed) => "Date, in the article",
        (Claim::Date, Trace::Near) => "Date, otherwise in the article",
        (Claim::Date, Trace::Unknown) => "Date, not in the article",
        (Claim::Speaker, _) => "Speaker, another in the article",
    }
}

/// The draft with the article's words in the place of its own.
pub fn with_words(draft: &str, finding: &Finding, theirs: &str) -> String {
    let before = draft.get(..finding.span.start()).unwrap_or_default();
    let after = draft.get(finding.span.end()..).unwrap_or_default();
    // The comma before the closing mark is the draft's.
    let own = finding.span.of(draft);
    let kept = own.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != ']' && c != ')');
    let end = match finding.claim {
        Claim::Quotation => own.get(kept.len()..).unwrap_or_default(),
        _ => "",
    };
    let theirs = one_line(theirs);
    let theirs = theirs.strip_suffix(end).unwrap_or(&theirs);
    [before, theirs, end, after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn finding(claim: Claim, trace: Trace, span: Span) -> Finding {
        Finding {
            claim,
            trace,
            span,
            place: None,
            yours: String::new(),
            theirs: String::new(),
            pieces: Vec::new(),
            note: String::new(),
        }
    }

    #[test]
    fn counts_what_there_is() {
        let of = |traces: &[Trace]| {
            let finding = |trace| finding(Claim::Name, trace, Span::default());
            counts(&Proof { findings: traces.iter().map(|trace| finding(*trace)).collect() })
        };
        assert_eq!(of(&[]), "No quotation, name, number or date in it.");
        assert_eq!(of(&[Trace::Confirmed]), "1 claim in it, all in the article.");
        assert_eq!(of(&[Trace::Unknown, Trace::Confirmed]), "1 in the article · 1 not found");
    }

    #[test]
    fn the_articles_words_take_the_place_of_the_drafts() {
        let draft = "“we went,” she said";
        let quote = finding(Claim::Quotation, Trace::Near, Span::new(3, 11));
        assert_eq!(with_words(draft, &quote, "we\ngo"), "“we go,” she said");
        let name = finding(Claim::Name, Trace::Near, Span::new(15, 18));
        assert_eq!(with_words(draft, &name, "he"), "“we went,” he said");
    }
}
