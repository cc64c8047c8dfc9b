use dateline::article::blocks;
use std::io::BufRead as _;
fn main() {
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let Some(text) = v["text"].as_str() else { continue };
        println!("=== {} | {}", v["doc"].as_str().or(v["id"].as_str()).unwrap_or("?"), v["title"]);
        for (i, b) in blocks(text).iter().enumerate() {
            let s = b.span.of(text);
            let n = s.chars().count();
            let head: String = s.chars().take(90).collect();
            let tail: String = if n > 90 {
                s.chars().skip(90.max(n.saturating_sub(40))).collect()
            } else {
                String::new()
            };
            println!("{:3} {:10} {:5} {:?} … {:?}", i, b.kind.name(), n, head, tail);
        }
    }
}
