//! Addresses as pages write them, made whole.

/// `address` as seen from the page at `base`; as it stands where that cannot be said.
pub(super) fn join(base: Option<&str>, address: &str) -> String {
    let address = address.trim();
    let Some(base) = base else { return address.to_owned() };
    if has_scheme(address) || address.is_empty() {
        return address.to_owned();
    }
    let Some((scheme, rest)) = base.split_once("://") else {
        // Within an archive: a path, as its pictures have it.
        let is_path = !address.starts_with('#') && !base.is_empty();
        return if is_path {
            crate::import::package::beside(base, address)
        } else {
            address.to_owned()
        };
    };
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if let Some(other) = address.strip_prefix("//") {
        return format!("{scheme}://{other}");
    }
    if address.starts_with('/') {
        return format!("{scheme}://{host}{address}");
    }
    if address.starts_with(['#', '?']) {
        return format!("{scheme}://{host}{path}{address}");
    }
    let mut folders: Vec<&str> = path.split('/').skip(1).collect();
    folders.pop();
    let (steps, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    for step in steps.split('/') {
        match step {
            "." => {}
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    format!("{scheme}://{host}/{}{query}", folders.join("/"))
}

/// Whether an address says how to get there: "mailto:", "https:".
fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_addresses_whole() {
        let check = |address, whole: &str| {
            assert_eq!(join(Some("https://a.org/news/2020/x.html?y=1"), address), whole);
        };
        check("https://b.org/", "https://b.org/");
        check("mailto:a@b.org", "mailto:a@b.org");
        check("//b.org/z", "https://b.org/z");
        check("/z", "https://a.org/z");
        check("z?q#f", "https://a.org/news/2020/z?q#f");
        check("../z", "https://a.org/news/z");
        check("#note", "https://a.org/news/2020/x.html#note");
        assert_eq!(join(None, "z"), "z");
    }
}
