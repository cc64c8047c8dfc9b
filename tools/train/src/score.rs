//! Exact spans and kinds, as the acceptance scorer counts them.

use std::collections::BTreeSet;

use dateline::analysis::training::{KINDS, Models, read};

use crate::data::Document;

/// Prints precision, recall and F1 by kind, and the first `errors` differences; gives F1.
pub fn print(
    name: &str,
    documents: &[Document],
    model: &'static Models<'static>,
    errors: usize,
) -> f64 {
    let mut counts = [[0_usize; 3]; 3];
    let mut shown = 0;
    for document in documents {
        let gold: BTreeSet<_> = document.names.iter().copied().collect();
        let found: BTreeSet<_> = read(model, &document.text)
            .into_iter()
            .filter_map(|name| Some((name.span, KINDS.iter().position(|kind| *kind == name.kind)?)))
            .collect();
        for (kind, [right, wrong, missed]) in counts.iter_mut().enumerate() {
            *right += gold.intersection(&found).filter(|name| name.1 == kind).count();
            *wrong += found.difference(&gold).filter(|name| name.1 == kind).count();
            *missed += gold.difference(&found).filter(|name| name.1 == kind).count();
        }
        for (sign, (span, kind)) in found
            .difference(&gold)
            .map(|n| ('+', n))
            .chain(gold.difference(&found).map(|n| ('-', n)))
        {
            if shown < errors {
                shown += 1;
                println!("{sign} {} {:?} {}", span.start(), KINDS[*kind], span.of(&document.text));
            }
        }
    }
    let all = counts.iter().fold([0; 3], |sum, c| std::array::from_fn(|i| sum[i] + c[i]));
    let f1 = |[right, wrong, missed]: [usize; 3]| {
        200.0 * right as f64 / (2 * right + wrong + missed).max(1) as f64
    };
    let share = |a: usize, b: usize| 100.0 * a as f64 / (a + b).max(1) as f64;
    println!(
        "{name:28} P {:.1} R {:.1} F1 {:.2}   PER {:.1} ORG {:.1} (R {:.1}) LOC {:.1}",
        share(all[0], all[1]),
        share(all[0], all[2]),
        f1(all),
        f1(counts[0]),
        f1(counts[1]),
        share(counts[1][0], counts[1][2]),
        f1(counts[2]),
    );
    f1(all)
}
