//! Kills Dateline at random moments while it edits and saves, and checks that nothing is lost.
//!
//! `cargo bench --profile dev --bench crash` starts 1,000 processes that drive the app and its workers as the
//! window does, ends each with SIGKILL, and then asks: is the notebook on disk whole, and does recovery bring back all
//! that was older than a second? A number after `--` asks for another number of kills.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a harness prints, has clocks and threads, and stops where it cannot go on"
)]

use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use dateline::{
    app::{Action, Answer, App, Message, Outcome, Question, Selection},
    notebook::{Color, Notebook},
    storage::{self, Expect, settings::Settings},
    task::Pool,
    text::Span,
};

/// Work older than this may not be lost.
const SAFE: Duration = Duration::from_secs(1);
const AT_ONCE: usize = 6;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "child") {
        return child(Path::new(&arguments[at + 1]), arguments[at + 2].parse().unwrap());
    }
    let kills = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_usize);
    let left = Arc::new(AtomicUsize::new(kills));
    let start = Instant::now();
    let probe = {
        let left = Arc::clone(&left);
        thread::spawn(move || slowest_sync(&left))
    };
    let workers: Vec<_> = (0..AT_ONCE)
        .map(|worker| {
            let left = Arc::clone(&left);
            thread::spawn(move || desk(worker, &left))
        })
        .collect();
    let mut sum = Tally::default();
    for worker in workers {
        let tally = worker.join().unwrap();
        sum.kills += tally.kills;
        sum.recovered += tally.recovered;
        sum.broken += tally.broken;
        sum.lost += tally.lost;
        sum.edits += tally.edits;
        sum.late = sum.late.max(tally.late);
    }
    println!(
        "{} kills in {:.0} s, {} edits: {} notebooks, versions or journals broken, {} times work older than 1 s lost; recovery had something to offer {} times; the oldest edit lost was {} ms old; to sync a few bytes took up to {} ms",
        sum.kills,
        start.elapsed().as_secs_f64(),
        sum.edits,
        sum.broken,
        sum.lost,
        sum.recovered,
        sum.late.as_millis(),
        probe.join().unwrap().as_millis()
    );
    assert!(sum.broken == 0 && sum.lost == 0, "see above");
}

/// How long the disk made anybody wait, to judge by what was lost late.
fn slowest_sync(left: &AtomicUsize) -> Duration {
    let mut file = tempfile::tempfile().unwrap();
    let mut slowest = Duration::ZERO;
    while left.load(Ordering::SeqCst) > 0 {
        let start = Instant::now();
        file.write_all(b"a few bytes").unwrap();
        file.sync_data().unwrap();
        slowest = slowest.max(start.elapsed());
        thread::sleep(Duration::from_millis(20));
    }
    slowest
}

#[derive(Default)]
struct Tally {
    kills: usize,
    edits: usize,
    recovered: usize,
    broken: usize,
    lost: usize,
    /// How old the oldest edit was that did not come back.
    late: Duration,
}

/// One notebook, killed over and over.
fn desk(worker: usize, left: &AtomicUsize) -> Tally {
    let folder = env::temp_dir().join(format!("dateline-crash-{}-{worker}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("notes.ron");
    let sample = storage::sample();
    storage::save(&path, &sample.article, &Notebook::default(), &Expect::Nothing).unwrap();
    let mut tally = Tally::default();
    let mut seed = worker as u64 + 1;
    while left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let life = Duration::from_millis(20 + (seed >> 33) % 2_000);
        kill_once(&folder, &path, seed >> 20, life, &mut tally);
    }
    std::fs::remove_dir_all(folder).unwrap_or_default();
    tally
}

fn kill_once(folder: &Path, path: &Path, seed: u64, life: Duration, tally: &mut Tally) {
    let mut child = Command::new(env::current_exe().unwrap())
        .arg("child")
        .arg(path)
        .arg(seed.to_string())
        .env("DATELINE_STATE", folder.join("state"))
        .env("DATELINE_CONFIG", folder.join("config"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (send, told) = mpsc::channel();
    let listener = thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if let Ok(number) = line.parse::<u64>() {
                send.send((number, Instant::now())).unwrap_or_default();
            }
        }
    });
    thread::sleep(life);
    child.kill().unwrap();
    let killed = Instant::now();
    child.wait().unwrap();
    listener.join().unwrap();
    let told: Vec<(u64, Instant)> = told.try_iter().collect();
    tally.kills += 1;
    tally.edits += told.len();
    let Some(mut best) = number_on_disk(path) else {
        tally.broken += 1;
        return;
    };
    // The versions before are whole as well.
    tally.broken += storage::versions(path).iter().filter(|version| version.held.is_err()).count();
    for draft in drafts(folder, path) {
        tally.recovered += 1;
        match number(&draft) {
            Some(number) => best = best.max(number),
            None => tally.broken += 1,
        }
    }
    let lost = told.iter().filter(|(number, at)| *number > best && *at <= killed);
    let oldest = lost.map(|(_, at)| killed.duration_since(*at)).max().unwrap_or_default();
    tally.late = tally.late.max(oldest);
    tally.lost += usize::from(oldest > SAFE);
}

fn number_on_disk(path: &Path) -> Option<u64> {
    let opened = storage::open(path).ok()?;
    opened.complaints.is_empty().then(|| number(&opened.notebook))?
}

/// The edit this notebook stands at; none where it is a mixture of two.
fn number(notebook: &Notebook) -> Option<u64> {
    let text = if notebook.text.is_empty() { "0" } else { &notebook.text };
    let number = text.split(' ').next()?.parse().ok()?;
    let same = notebook.annotations().iter().all(|a| a.comment.is_empty() || a.comment == text);
    same.then_some(number)
}

/// The journals are found as the next start would find them.
fn drafts(folder: &Path, path: &Path) -> Vec<Notebook> {
    let state = folder.join("state");
    let found = storage::find_drafts_in(Some(path), Some(&state));
    found.into_iter().map(|draft| draft.notebook).collect()
}

/// What is killed: the app with its workers, editing as fast as a hasty reader and saving now and then.
fn child(path: &Path, mut seed: u64) {
    let mut dice = move |end: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % end
    };
    let pool = Pool::with_journal(Arc::new(|| {}));
    let (mut app, effects) = App::new(storage::open(path).unwrap(), Settings::default());
    for effect in effects {
        drop(pool.run(effect));
    }
    let send = |app: &mut App, message: Message| {
        let effects = app.update(message, jiff::Timestamp::now());
        for effect in effects {
            drop(pool.run(effect));
        }
    };
    // What the kill before left is offered before anything else.
    let mut looked = false;
    while let Some(message) = (!looked).then(|| pool.wait()).flatten() {
        looked = matches!(message, Message::Finished(_, Outcome::Drafts(_)));
        send(&mut app, message);
    }
    if matches!(app.session.question, Some(Question::Recover { .. })) {
        send(&mut app, Message::Answered(Answer::Recover));
    }
    let mut count = number(&app.session.notebook).unwrap();
    if app.session.notebook.annotations().is_empty() {
        send(&mut app, Message::Select(Selection::of(Span::new(0, 6))));
        send(&mut app, Message::Act(Action::Highlight(Color::Yellow)));
    }
    let id = app.session.notebook.annotations()[0].id;
    loop {
        count += 1;
        let text = format!("{count} {}", "words ".repeat(dice(60) as usize));
        // Two messages make one edit; the journal is told after each, and a state between the two is no mixture
        // that counts, since an empty comment says so.
        send(&mut app, Message::SetComment { id, text: String::new() });
        send(&mut app, Message::SetNotebookText(text.clone()));
        send(&mut app, Message::SetComment { id, text });
        println!("{count}");
        if dice(25) == 0 && !app.session.is_saving() {
            send(&mut app, Message::Act(Action::Save));
        }
        while let Some(message) = pool.poll() {
            send(&mut app, message);
        }
        app.notices.clear();
        thread::sleep(Duration::from_millis(dice(12)));
    }
}
