//! Which of a text's names are short or other forms of which: rules, each with its reason in words.
//!
//! Every rule looks its partners up in a hash map and considers no more than a few of them, so that the
//! cost stays linear in the number of names.

use std::collections::HashMap;

use super::{
    EntityKind,
    form::Form,
    lexicon::{LEXICON, PARTICLES},
};

/// How many of the names that share a word are looked at; the nearest in the text come first.
const NEAREST: usize = 12;

/// What joins a place's name to where it lies: "Mola di Bari", "Stratford upon Avon".
const BETWEEN: &[&str] =
    &["am", "an", "da", "de", "del", "della", "di", "do", "du", "la", "le", "on", "sur", "upon"];

/// A form's fuller form, and why the two are one.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    pub(super) of: usize,
    pub(super) why: String,
}

/// Forms by something they share, each list by first mention.
type Index<'a> = HashMap<(EntityKind, &'a str), Vec<usize>>;

/// For each of `forms`, which are in order of first mention, its fuller form if it has one. No cycles: what
/// it is an alias of has more words, or stands before it in a list of synonyms, or defines it as an acronym.
pub(super) fn aliases(forms: &[Form], defined: &HashMap<usize, usize>) -> Vec<Option<Alias>> {
    let mut by_last = Index::new();
    let mut by_first = Index::new();
    let mut by_middle: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_synonym: HashMap<usize, (usize, usize)> = HashMap::new();
    for (i, form) in forms.iter().enumerate() {
        let kind = form.kind();
        let core = form.core();
        if let (Some(first), Some(last)) = (core.first(), core.last()) {
            by_last.entry((kind, last)).or_default().push(i);
            by_first.entry((kind, first)).or_default().push(i);
        }
        if kind == EntityKind::Person && core.len() > 2 {
            for word in &core[1..core.len() - 1] {
                by_middle.entry(word).or_default().push(i);
            }
        }
        if form.words.len() > 1 && matches!(kind, EntityKind::Organization | EntityKind::Place) {
            let mut spellings: Vec<String> = [true, false]
                .map(|all| initials(&form.words, all))
                .into_iter()
                .filter(|letters| letters.chars().count() > 1)
                .collect();
            spellings.dedup();
            for letters in spellings {
                by_initials.entry(letters).or_default().push(i);
            }
        }
        if let Some((line, rank)) = LEXICON.synonym(&form.words.join(" ")) {
            let best = by_synonym.entry(line).or_insert((rank, i));
            *best = (*best).min((rank, i));
        }
    }
    let rules = Rules { forms, by_last, by_first, by_middle, by_initials, by_synonym, defined };
    (0..forms.len()).map(|i| rules.alias(i)).collect()
}

/// The first letters of the words; without the particles unless `all`.
fn initials(words: &[String], all: bool) -> String {
    words
        .iter()
        .filter(|word| all || !PARTICLES.contains(&word.as_str()))
        .filter_map(|word| word.chars().next())
        .collect()
}

struct Rules<'a> {
    forms: &'a [Form],
    by_last: Index<'a>,
    by_first: Index<'a>,
    /// Persons by what stands between their first and last word.
    by_middle: HashMap<&'a str, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
    /// Of each line of synonyms, the fullest form in the text.
    by_synonym: HashMap<usize, (usize, usize)>,
    /// Acronyms that stand in brackets after their full form.
    defined: &'a HashMap<usize, usize>,
}

impl Rules<'_> {
    fn alias(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        self.synonym(i).or_else(|| self.acronym(i)).or_else(|| self.same_core(i)).or_else(|| {
            match form.kind() {
                EntityKind::Person => self.person(i),
                EntityKind::Organization => {
                    self.short(i).or_else(|| self.tail(i)).or_else(|| self.general(i))
                }
                EntityKind::Place => self.adjective(i).or_else(|| self.place(i)),
                EntityKind::Group => self.singular(i),
            }
        })
    }

    /// Those of `found` that could be meant by `form`: last before it first, then those after it.
    fn near<'a>(
        &self,
        found: Option<&'a Vec<usize>>,
        form: &Form,
    ) -> impl Iterator<Item = usize> + 'a {
        let found = found.map_or(&[][..], Vec::as_slice);
        let after = found.partition_point(|j| self.forms[*j].first < form.first);
        let (before, after) = found.split_at(after);
        before.iter().rev().take(NEAREST).chain(after.iter().take(NEAREST)).copied()
    }

    fn because(&self, i: usize, of: usize, what: &str) -> Alias {
        let (short, full) = (&self.forms[i].written, &self.forms[of].written);
        Alias { of, why: format!("“{short}” {what} “{full}”") }
    }

    fn synonym(&self, i: usize) -> Option<Alias> {
        let (line, _) = LEXICON.synonym(&self.forms[i].words.join(" "))?;
        let (_, of) = *self.by_synonym.get(&line)?;
        (of != i).then(|| self.because(i, of, "is another name of"))
    }

    fn acronym(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        if let Some(of) = self.defined.get(&i) {
            return Some(self.because(i, *of, "stands in brackets after"));
        }
        if !form.is_acronym() || form.kind() == EntityKind::Person {
            return None;
        }
        let of = self.near(self.by_initials.get(&form.words[0]), form).next()?;
        Some(self.because(i, of, "is made of the first letters of"))
    }

    /// "Obama" and "President Obama", "Acme" and "Acme Inc.": the one with more words is the fuller one.
    fn same_core(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let core = form.core();
        let rank = |j: usize| (self.forms[j].words.len(), std::cmp::Reverse(j));
        let found = self.near(self.by_last.get(&(form.kind(), core.last()?.as_str())), form);
        let of = found.filter(|j| self.forms[*j].core() == core).max_by_key(|j| rank(*j))?;
        (rank(of) > rank(i)).then(|| self.because(i, of, "is, but for a title or a legal form,"))
    }

    fn person(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let core = form.core();
        let (first, last) = (core.first()?, core.last()?);
        let key = |word| (EntityKind::Person, word);
        let fuller = |j: usize| self.forms[j].core().len() > core.len();
        let namesakes = || self.near(self.by_last.get(&key(last.as_str())), form);
        if let Some(of) = namesakes().find(|j| fuller(*j) && self.forms[*j].core().ends_with(core))
        {
            return Some(self.because(i, of, "is the last name of"));
        }
        if core.len() == 1 {
            let mut found =
                self.near(self.by_first.get(&key(first.as_str())), form).filter(|j| fuller(*j));
            if let Some(of) = found.next() {
                let one = &self.forms[of].core();
                let same = found.all(|j| self.forms[j].core().last() == one.last());
                return same.then(|| self.because(i, of, "is the first name of"));
            }
            let of = only(self.by_middle.get(first.as_str())?)?;
            return Some(self.because(i, of, "is one of the names of"));
        }
        let of = namesakes().find(|j| {
            let full = self.forms[*j].core();
            *j != i
                && fuller(*j)
                && begins_alike(first, &full[0])
                && is_within(&core[1..], &full[1..])
        });
        of.map(|of| self.because(i, of, "leaves out a part of")).or_else(|| {
            let letters = |core: &[String]| core.iter().map(String::len).sum::<usize>();
            let of = namesakes().find(|j| {
                let full = self.forms[*j].core();
                full.len() == core.len()
                    && letters(full) > letters(core)
                    && full.iter().zip(core).all(|(a, b)| begins_alike(a, b))
            })?;
            Some(self.because(i, of, "has the initials and the last name of"))
        })
    }

    /// The beginning of a longer name: "Islamic Resistance" of "Islamic Resistance in Iraq".
    fn short(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let core = form.core();
        let first = core.first()?.as_str();
        if core.len() == 1 && (LEXICON.is_organization(first) || LEXICON.is_group(first)) {
            return None;
        }
        let found = self.near(self.by_first.get(&(EntityKind::Organization, first)), form);
        let of = found.into_iter().find(|j| {
            let full = self.forms[*j].core();
            (full.len() > core.len()
                || full.len() == core.len() && self.forms[*j].words.len() > form.words.len())
                && full.starts_with(core)
        })?;
        Some(self.because(i, of, "is the beginning of"))
    }

    /// The end of a longer name after a place or a nationality: "State Department" of "U.S. State Department".
    fn tail(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let core = form.core();
        let last = core.last()?.as_str();
        if core.len() == 1 && (LEXICON.is_organization(last) || LEXICON.is_group(last)) {
            return None;
        }
        let mut found = self.near(self.by_last.get(&(EntityKind::Organization, last)), form);
        let of = found.find(|j| {
            let full = self.forms[*j].core();
            full.len() > core.len() && full.ends_with(core)
        })?;
        Some(self.because(i, of, "is the end of"))
    }

    /// "Commission" where only one commission is named.
    fn general(&self, i: usize) -> Option<Alias> {
        let [word] = self.forms[i].core() else { return None };
        let key = (EntityKind::Organization, word.as_str());
        let named = |index: &Index<'_>| index.get(&key).cloned().unwrap_or_default();
        let mut named = [named(&self.by_last), named(&self.by_first)].concat();
        named.retain(|j| self.forms[*j].core().len() > 1);
        let of = only(&named)?;
        LEXICON.is_organization(word).then(|| self.because(i, of, "can only mean"))
    }

    fn place(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let core = form.core();
        let first = core.first()?.as_str();
        let key = |word| (EntityKind::Place, word);
        let mut longer = self.near(self.by_first.get(&key(first)), form);
        if let Some(of) = longer.find(|j| {
            let full = self.forms[*j].core();
            full.starts_with(core)
                && match full.get(core.len()..).unwrap_or_default() {
                    [only] => match only.as_str() {
                        "strip" | "islands" => true,
                        // Mexico City is not Mexico.
                        "city" => !LEXICON.is_nation(&core.join(" ")),
                        _ => false,
                    },
                    [between, _, ..] => BETWEEN.contains(&between.as_str()),
                    [] => false,
                }
        }) {
            return Some(self.because(i, of, "is short for"));
        }
        let mut longer = self.near(self.by_last.get(&key(core.last()?.as_str())), form);
        let of = longer.find(|j| {
            let full = self.forms[*j].core();
            full.len() > core.len() + 1
                && full.ends_with(core)
                && matches!(
                    full[0].as_str(),
                    "city"
                        | "republic"
                        | "kingdom"
                        | "state"
                        | "province"
                        | "commonwealth"
                        | "principality"
                        | "sultanate"
                )
                && full.len() == core.len() + 2
                && full[1] == "of"
        })?;
        Some(self.because(i, of, "is short for"))
    }

    /// "Japanese", taken for a place, where Japan is named too.
    fn adjective(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let [word] = form.words.as_slice() else { return None };
        let place = LEXICON.place_of(word)?;
        let synonym = LEXICON.synonym(place).and_then(|(line, _)| self.by_synonym.get(&line));
        let of = synonym.map(|(_, of)| *of).or_else(|| {
            let last = place.split(' ').next_back()?;
            let mut found = self.near(self.by_last.get(&(EntityKind::Place, last)), form);
            found.find(|j| self.forms[*j].words.join(" ") == place)
        })?;
        Some(self.because(i, of, "is the adjective of"))
    }

    fn singular(&self, i: usize) -> Option<Alias> {
        let form = &self.forms[i];
        let [word] = form.core() else { return None };
        let plural = format!("{word}s");
        let of = self.near(self.by_last.get(&(EntityKind::Group, plural.as_str())), form).next()?;
        Some(self.because(i, of, "is one of the"))
    }
}

fn only(found: &[usize]) -> Option<usize> {
    if let [one] = found { Some(*one) } else { None }
}

/// Whether two first names are one, or one is the initial of the other.
fn begins_alike(a: &str, b: &str) -> bool {
    a == b
        || (a.chars().count() == 1 || b.chars().count() == 1)
            && a.chars().next() == b.chars().next()
}

/// Whether `short` is what is left of `full` when words are taken out.
fn is_within(short: &[String], full: &[String]) -> bool {
    let mut rest = full.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}
