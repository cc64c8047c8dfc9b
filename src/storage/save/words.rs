//! Model values as words in the file: days, moments, ids, kinds.

use std::{fmt, marker::PhantomData};

use jiff::{Timestamp, civil::Date};
use serde::{Deserializer, Serializer, de};

use crate::notebook::Id;

/// A value that stands in the file as a string of its own form.
pub(super) trait Word: Sized {
    /// What was expected, for the error.
    const FORM: &'static str;
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
}

impl Word for Date {
    const FORM: &'static str = "a day such as \"2024-02-25\"";
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
    fn write(&self) -> String {
        self.to_string()
    }
}

impl Word for Timestamp {
    const FORM: &'static str = "a moment such as \"2024-02-25T14:02:11Z\"";
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
    fn write(&self) -> String {
        self.to_string()
    }
}

impl Word for Id {
    const FORM: &'static str = "an id of digits and small letters such as \"lt0e2c5k\"";
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn write(&self) -> String {
        self.to_string()
    }
}

impl Word for String {
    const FORM: &'static str = "a text in quotes";
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
    fn write(&self) -> String {
        self.clone()
    }
}

struct Expected<T>(PhantomData<T>);

impl<T: Word> de::Visitor<'_> for Expected<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::FORM)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

/// For a value that is always there.
pub(super) mod word {
    use super::{Deserializer, Expected, PhantomData, Serializer, Word};

    pub(in crate::storage::save) fn serialize<T: Word, S: Serializer>(
        value: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&value.write())
    }

    pub(in crate::storage::save) fn deserialize<'de, T: Word, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        from.deserialize_str(Expected(PhantomData))
    }
}

/// For a value that is left out where there is none, and then stands without `Some(..)`.
pub(super) mod maybe {
    use super::{Deserializer, Serializer, Word, word};

    #[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
    pub(in crate::storage::save) fn serialize<T: Word, S: Serializer>(
        value: &Option<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => word::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub(in crate::storage::save) fn deserialize<'de, T: Word, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<T>, D::Error> {
        word::deserialize(from).map(Some)
    }
}
