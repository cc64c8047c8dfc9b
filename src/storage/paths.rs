//! How a path stands in our files: as text, or as the system's own bytes where it is none.
//!
//! Linux takes any bytes for a name, Windows any 16-bit units. Serde refuses such paths, and what refuses a value
//! must not cost the file it stands in.

use std::{
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A path in a file of ours: `"/a/b.ron"`, or `b"/a/caf\xe9.ron"` where it is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FilePath(pub PathBuf);

impl Serialize for FilePath {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, to)
    }
}

impl<'de> Deserialize<'de> for FilePath {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any).map(Self)
    }
}

fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    match path.to_str() {
        Some(text) => to.serialize_str(text),
        None => to.serialize_bytes(&bytes(path)),
    }
}

/// For a list of paths.
pub(super) fn list<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(paths.iter().cloned().map(FilePath))
}

/// For a path that is left out where there is none, and then stands without `Some(..)`.
pub(super) mod maybe {
    use super::{Deserialize as _, Deserializer, FilePath, PathBuf, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
    pub(in crate::storage) fn serialize<S: Serializer>(
        path: &Option<PathBuf>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match path {
            Some(path) => super::serialize(path, to),
            None => to.serialize_none(),
        }
    }

    pub(in crate::storage) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<PathBuf>, D::Error> {
        FilePath::deserialize(from).map(|path| Some(path.0))
    }
}

struct Any;

impl de::Visitor<'_> for Any {
    type Value = PathBuf;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path in quotes")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PathBuf, E> {
        Ok(text.into())
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<PathBuf, E> {
        Ok(of_bytes(bytes).into())
    }
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn of_bytes(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes.to_vec())
}

/// The units, low bytes first.
#[cfg(windows)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

#[cfg(windows)]
fn of_bytes(bytes: &[u8]) -> OsString {
    use std::os::windows::ffi::OsStringExt as _;
    let units = bytes.as_chunks::<2>().0.iter().copied().map(u16::from_le_bytes);
    OsString::from_wide(&units.collect::<Vec<u16>>())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn any_path_is_read_as_it_was_written() {
        let check = |path: &[u8], wanted: &str| {
            let path = FilePath(of_bytes(path).into());
            let ron = ron::ser::to_string(&path).unwrap();
            assert_eq!(ron, wanted);
            assert_eq!(ron::from_str::<FilePath>(&ron).unwrap(), path);
        };
        check(b"/a/b \"c\".ron", r#""/a/b \"c\".ron""#);
        check("/été".as_bytes(), "\"/été\"");
        check(b"/caf\xe9\n\"", r#"b"/caf\xe9\n\"""#);
    }
}
