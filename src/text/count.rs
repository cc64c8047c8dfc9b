//! Numbers and what they count, in words.

/// "1 word", "2 words", "12,345 words".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}

/// With a comma between thousands.
pub fn grouped(count: usize) -> String {
    if count < 1000 {
        count.to_string()
    } else {
        format!("{},{:03}", grouped(count / 1000), count % 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        let words = [0, 1, 999, 1_000, 1_234_067].map(|count| counted(count, "word"));
        assert_eq!(words, ["0 words", "1 word", "999 words", "1,000 words", "1,234,067 words"]);
    }
}
