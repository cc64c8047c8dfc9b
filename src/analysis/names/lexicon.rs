//! Words the tagger knows beforehand.
