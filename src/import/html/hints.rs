//! What an element's class and id say of its content, in the words that sites use for it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// A set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    /// Likely no part of an article, unless [`Self::MAYBE`].
    pub(super) const UNLIKELY: Self = Self(1);
    pub(super) const MAYBE: Self = Self(1 << 1);
    /// Rather an article, or rather not.
    pub(super) const POSITIVE: Self = Self(1 << 2);
    pub(super) const NEGATIVE: Self = Self(1 << 3);
    /// Sites call nothing else so than an article's body.
    pub(super) const BODY: Self = Self(1 << 4);
    /// Stands within articles and is no part of them: other articles, shares, sign-ups, advertisements.
    pub(super) const ASIDE: Self = Self(1 << 5);
    pub(super) const COMMENTS: Self = Self(1 << 6);
    pub(super) const HIDDEN: Self = Self(1 << 7);
    pub(super) const BYLINE: Self = Self(1 << 8);
    pub(super) const CAPTION: Self = Self(1 << 9);
    pub(super) const CREDIT: Self = Self(1 << 10);
    pub(super) const STANDFIRST: Self = Self(1 << 11);
    pub(super) const PULL_QUOTE: Self = Self(1 << 12);
    pub(super) const DAY: Self = Self(1 << 13);
    pub(super) const NOTES: Self = Self(1 << 14);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Reads the names: "relatedPosts" is "-related-posts-".
    pub(super) fn of(class: &str, id: &str) -> Self {
        // A long id is made of a heading's words, not of what sites call things.
        let id = if id.split(['-', '_']).count() > 3 { "" } else { id };
        if class.is_empty() && id.is_empty() {
            return Self::default();
        }
        let mut names = String::with_capacity(class.len() + id.len() + 8);
        for name in [class, id] {
            names.push('-');
            let mut was_lower = false;
            for c in name.chars().take(1000) {
                if c.is_ascii_alphanumeric() {
                    if c.is_ascii_uppercase() && was_lower {
                        names.push('-');
                    }
                    names.push(c.to_ascii_lowercase());
                    was_lower = c.is_ascii_lowercase();
                } else {
                    if !names.ends_with('-') {
                        names.push('-');
                    }
                    was_lower = false;
                }
            }
        }
        names.push('-');
        FINDER
            .find_overlapping_iter(&names)
            .fold(Self::default(), |hints, found| hints.and(WORDS[found.pattern().as_usize()].1))
    }
}

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(WORDS.iter().map(|(word, _)| word)).expect("a short list of words")
});

const UNLIKELY: Hints = Hints::UNLIKELY;
const MAYBE: Hints = Hints::MAYBE;
const GOOD: Hints = Hints::POSITIVE;
const BAD: Hints = Hints::NEGATIVE;
const BODY: Hints = Hints::BODY.and(Hints::POSITIVE).and(Hints::MAYBE);
const ASIDE: Hints = Hints::ASIDE;
const ASIDE_BAD: Hints = Hints::ASIDE.and(Hints::NEGATIVE);
const ASIDE_OUT: Hints = Hints::ASIDE.and(Hints::UNLIKELY).and(Hints::NEGATIVE);
const COMMENTS: Hints = Hints::COMMENTS.and(Hints::UNLIKELY).and(Hints::NEGATIVE);

/// Parts of names, most of them from Mozilla's Readability and from trafilatura.
static WORDS: &[(&str, Hints)] = &[
    // What an article's body is called.
    ("article-body", BODY),
    ("articlebody", BODY),
    ("article-content", BODY),
    ("articlecontent", BODY),
    ("article-text", BODY),
    ("articletext", BODY),
    ("article-main-content", BODY),
    ("body-content-article", BODY),
    ("content-body", BODY),
    ("contentbody", BODY),
    ("entry-content", BODY),
    ("entry-body", BODY),
    ("entry-text", BODY),
    ("post-body", BODY),
    ("postbody", BODY),
    ("post-content", BODY),
    ("postcontent", BODY),
    ("post-text", BODY),
    ("post-entry", BODY),
    ("postentry", BODY),
    ("post-bodycopy", BODY),
    ("story-body", BODY),
    ("storybody", BODY),
    ("story-content", BODY),
    ("storycontent", BODY),
    ("story-text", BODY),
    ("storytext", BODY),
    ("blog-content", BODY),
    ("single-content", BODY),
    ("node-content", BODY),
    ("field-body", BODY),
    ("news-content", BODY),
    ("news-text", BODY),
    ("body-text", BODY),
    ("body-copy", BODY),
    ("bodycopy", BODY),
    ("fulltext", BODY),
    ("art-postcontent", BODY),
    ("rich-text", GOOD),
    // What speaks for one.
    ("article", GOOD.and(MAYBE)),
    ("body", GOOD.and(MAYBE)),
    ("content", GOOD.and(MAYBE)),
    ("main", GOOD.and(MAYBE)),
    ("column", MAYBE),
    ("mathjax", MAYBE),
    ("shadow", MAYBE),
    ("-and-", MAYBE),
    ("entry", GOOD),
    ("blog", GOOD),
    ("page", GOOD),
    ("post", GOOD),
    ("story", GOOD),
    ("text", GOOD),
    // What speaks against one.
    ("-ad-", ASIDE_OUT),
    ("-ads-", ASIDE_OUT),
    ("-advert", ASIDE_OUT),
    ("adsense", ASIDE_OUT),
    ("-dfp-", ASIDE_OUT),
    ("agegate", UNLIKELY),
    ("banner", ASIDE_OUT),
    ("breadcrumb", ASIDE_OUT),
    ("bread-crumb", ASIDE_OUT),
    ("combx", UNLIKELY.and(BAD)),
    ("community", UNLIKELY),
    ("contact", BAD),
    ("cookie", ASIDE_OUT),
    ("cover-wrap", UNLIKELY),
    ("extra", UNLIKELY),
    ("footer", ASIDE_OUT),
    ("-foot-", BAD),
    ("gdpr", ASIDE_OUT),
    ("consent", ASIDE_OUT),
    ("header", UNLIKELY),
    ("legends", UNLIKELY),
    ("masthead", BAD.and(UNLIKELY)),
    ("media", BAD),
    ("menu", ASIDE_OUT),
    ("-meta-", BAD),
    ("-nav-", ASIDE_OUT),
    ("navbar", ASIDE_OUT),
    ("navbox", ASIDE_OUT),
    ("navigation", ASIDE_OUT),
    ("subnav", ASIDE_OUT),
    ("outbrain", ASIDE_OUT),
    ("taboola", ASIDE_OUT),
    ("criteo", ASIDE_OUT),
    ("pagination", ASIDE_OUT),
    ("-pager-", ASIDE_OUT),
    ("popup", ASIDE_OUT),
    ("modal", ASIDE_OUT),
    ("promo", ASIDE_BAD),
    ("remark", UNLIKELY),
    ("-rss-", UNLIKELY),
    ("scroll", BAD),
    ("shoutbox", UNLIKELY.and(BAD)),
    ("sidebar", ASIDE_OUT),
    ("side-bar", ASIDE_OUT),
    ("skyscraper", ASIDE_OUT),
    ("sponsor", ASIDE_OUT),
    ("shopping", BAD),
    ("supplemental", UNLIKELY),
    ("widget", ASIDE_BAD),
    ("yom-remote", UNLIKELY),
    // What stands within articles.
    ("-share", ASIDE_BAD),
    ("sharing", ASIDE_BAD),
    ("sharebar", ASIDE_BAD),
    ("sharedaddy", ASIDE_BAD),
    ("social", ASIDE_OUT),
    ("sociable", ASIDE_BAD),
    ("syndication", ASIDE_BAD),
    ("jp-relatedposts", ASIDE_BAD),
    ("dpsp-content", ASIDE_BAD),
    ("addtoany", ASIDE_BAD),
    ("addthis", ASIDE_BAD),
    ("newsletter", ASIDE_BAD),
    ("signup", ASIDE_BAD),
    ("sign-up", ASIDE_BAD),
    ("subscri", ASIDE_BAD),
    ("mailchimp", ASIDE_BAD),
    ("related", ASIDE_OUT),
    ("recirc", ASIDE_BAD),
    ("recommend", ASIDE_BAD),
    ("suggest", ASIDE_BAD),
    ("read-more", ASIDE_BAD),
    ("readmore", ASIDE_BAD),
    ("read-next", ASIDE_BAD),
    ("read-also", ASIDE_BAD),
    ("readalso", ASIDE_BAD),
    ("see-also", ASIDE_BAD),
    ("seealso", ASIDE_BAD),
    ("more-on-", ASIDE_BAD),
    ("more-from", ASIDE_BAD),
    ("more-stories", ASIDE_BAD),
    ("most-popular", ASIDE_BAD),
    ("most-read", ASIDE_BAD),
    ("mostread", ASIDE_BAD),
    ("popular-posts", ASIDE_BAD),
    ("trending", ASIDE_BAD),
    ("teaser", ASIDE_BAD),
    ("up-next", ASIDE_BAD),
    ("next-post", ASIDE_BAD),
    ("post-nav", ASIDE_BAD),
    ("-tags-", ASIDE_BAD),
    ("-tag-list-", ASIDE_BAD),
    ("tagcloud", ASIDE_BAD),
    ("-taglist-", ASIDE_BAD),
    ("post-tags", ASIDE_BAD),
    ("article-tags", ASIDE_BAD),
    ("-topics-", ASIDE),
    ("author-bio", ASIDE),
    ("authorbio", ASIDE),
    ("author-box", ASIDE),
    ("authorbox", ASIDE),
    ("author-info", ASIDE),
    ("author-profile", ASIDE),
    ("author-card", ASIDE),
    ("author-desc", ASIDE),
    ("about-author", ASIDE),
    ("about-the-author", ASIDE),
    ("post-author", ASIDE),
    ("user-info", ASIDE),
    ("user-profile", ASIDE),
    ("article-infos", ASIDE),
    ("post-meta", ASIDE),
    ("postmeta", ASIDE),
    ("entry-meta", ASIDE),
    ("article-meta", ASIDE),
    ("-rating", ASIDE),
    ("paywall", ASIDE),
    ("premium-promo", ASIDE),
    ("toolbar", ASIDE_BAD),
    ("-tools-", ASIDE_BAD),
    ("-buttons-", ASIDE_BAD),
    ("hide-print", ASIDE),
    ("noprint", ASIDE),
    ("no-print", ASIDE),
    ("print-only", ASIDE),
    ("donat", ASIDE_BAD),
    ("-poll-", ASIDE),
    ("mw-editsection", ASIDE),
    ("mw-jump", ASIDE),
    ("catlinks", ASIDE_BAD),
    ("printfooter", ASIDE),
    ("timestamp", ASIDE),
    // Readers' own words.
    ("comment", COMMENTS),
    ("disqus", COMMENTS),
    ("replies", COMMENTS),
    ("-reply-", COMMENTS),
    ("livefyre", COMMENTS),
    ("akismet", COMMENTS),
    ("feedback", COMMENTS),
    // What the eye does not see.
    ("-hidden-", Hints::HIDDEN.and(BAD)),
    ("visually-hidden", Hints::HIDDEN),
    ("visuallyhidden", Hints::HIDDEN),
    ("-sr-only-", Hints::HIDDEN),
    ("screen-reader", Hints::HIDDEN),
    ("-offscreen-", Hints::HIDDEN),
    ("assistive", Hints::HIDDEN),
    // Parts of an article.
    ("byline", Hints::BYLINE),
    ("-author-", Hints::BYLINE),
    ("dateline", Hints::BYLINE),
    ("writtenby", Hints::BYLINE),
    ("-by-line", Hints::BYLINE),
    ("caption", Hints::CAPTION),
    ("credit", Hints::CREDIT),
    ("copyright", Hints::CREDIT),
    ("photographer", Hints::CREDIT),
    ("standfirst", Hints::STANDFIRST),
    ("subtitle", Hints::STANDFIRST),
    ("sub-title", Hints::STANDFIRST),
    ("subhead", Hints::STANDFIRST),
    ("sub-head", Hints::STANDFIRST),
    ("-dek-", Hints::STANDFIRST),
    ("-deck-", Hints::STANDFIRST),
    ("summary", Hints::STANDFIRST),
    ("article-lead", Hints::STANDFIRST),
    ("-lead-", Hints::STANDFIRST),
    ("-lede-", Hints::STANDFIRST),
    ("-intro-", Hints::STANDFIRST),
    ("chapeau", Hints::STANDFIRST),
    ("entradilla", Hints::STANDFIRST),
    ("excerpt", Hints::STANDFIRST),
    ("pullquote", Hints::PULL_QUOTE),
    ("pull-quote", Hints::PULL_QUOTE),
    ("-date-", Hints::DAY),
    ("-time-", Hints::DAY),
    ("-datetime-", Hints::DAY),
    ("published", Hints::DAY),
    ("pubdate", Hints::DAY),
    ("publish-date", Hints::DAY),
    ("post-date", Hints::DAY),
    ("postdate", Hints::DAY),
    ("entry-date", Hints::DAY),
    ("footnote", Hints::NOTES),
    ("endnote", Hints::NOTES),
];
