//! Kills Dateline at random moments while it edits, saves and brings back what the kill before left, and checks that
//! nothing is lost and nothing newer replaced.
//!
//! `cargo bench --profile dev --bench crash` starts 1,000 processes that drive the app and its workers as the
//! window does, ends each with SIGKILL, and then asks: is the notebook on disk whole, does recovery bring back all
//! that was older than a second, and has nothing on the disk or in the window become older than it was? Some have their
//! journal beside the notebook, some in the state folder, and some are two windows on one notebook. A number after `--`
//! asks for another number of kills.

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
    app::{Action, Answer, App, Message, Outcome, Question},
    notebook::Notebook,
    storage::{self, Expect, settings::Settings},
    task::Pool,
};

/// Work older than this may not be lost.
const SAFE: Duration = Duration::from_secs(1);
const AT_ONCE: usize = 6;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "child") {
        let [path, who, seed] = &arguments[at + 1..at + 4] else { return };
        return child(Path::new(path), who, seed.parse().unwrap());
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
        sum.older += tally.older;
        sum.late = sum.late.max(tally.late);
    }
    println!(
        "{} kills in {:.0} s, {} edits: {} notebooks, versions or journals broken, {} times work older than 1 s lost, {} times newer work replaced; recovery had something to offer {} times; the oldest edit lost was {} ms old; to sync a few bytes took up to {} ms",
        sum.kills,
        start.elapsed().as_secs_f64(),
        sum.edits,
        sum.broken,
        sum.lost,
        sum.older,
        sum.recovered,
        sum.late.as_millis(),
        probe.join().unwrap().as_millis()
    );
    assert!(sum.broken == 0 && sum.lost == 0 && sum.older == 0, "see above");
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
    /// How often the notebook's file, or the window after a recovery, had less than before.
    older: usize,
    /// How old the oldest edit was that did not come back.
    late: Duration,
}

/// One notebook, killed over and over.
fn desk(worker: usize, left: &AtomicUsize) -> Tally {
    let folder = env::temp_dir().join(format!("dateline-crash-{}-{worker}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("notes.ron");
    let sample = storage::sample();
    let mut notebook = Notebook::default();
    // Each window writes in its own line; what is between keeps them apart.
    notebook.text = format!("{}\n\n-\n\n-\n\n{}\n", edit("a", 0), edit("b", 0));
    storage::save(&path, &sample.article, &notebook, &Expect::Nothing).unwrap();
    let windows: &[&str] = if worker % 3 == 2 { &["a", "b"] } else { &["a"] };
    if worker % 3 == 1 {
        // Where something else has its place, the journal goes to the state folder.
        std::fs::create_dir(folder.join("notes.ron.journal")).unwrap();
    }
    let mut tally = Tally::default();
    let mut seed = worker as u64 + 1;
    let mut dice = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 20
    };
    while left
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(windows.len()))
        .is_ok()
    {
        let lives: Vec<Life> = windows
            .iter()
            .map(|who| Life::start(&folder, &path, who, dice(), 20 + (dice() >> 13) % 2_000))
            .collect();
        let before = storage::open(&path).ok().map(|opened| opened.notebook);
        let deaths: Vec<Death> = lives.into_iter().map(Life::end).collect();
        check(&folder, &path, before.as_ref(), &deaths, &mut tally);
    }
    std::fs::remove_dir_all(folder).unwrap_or_default();
    tally
}

/// A window that will be killed.
struct Life {
    who: String,
    window: thread::JoinHandle<Death>,
}

/// What a window had told of when it was killed.
struct Death {
    who: String,
    told: Vec<(u64, Instant)>,
    killed: Instant,
    /// It said that a recovery had made it older.
    is_older: bool,
}

impl Life {
    fn start(folder: &Path, path: &Path, who: &str, seed: u64, life_ms: u64) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["child".as_ref(), path.as_os_str(), who.as_ref(), seed.to_string().as_ref()])
            .env("DATELINE_STATE", folder.join("state"))
            .env("DATELINE_CONFIG", folder.join("config"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, told) = mpsc::channel();
        let listener = thread::spawn(move || {
            let mut is_older = false;
            for line in out.lines().map_while(Result::ok) {
                match line.parse::<u64>() {
                    Ok(number) => send.send((number, Instant::now())).unwrap_or_default(),
                    Err(_) => is_older = true,
                }
            }
            is_older
        });
        let name = who.to_owned();
        let window = thread::spawn(move || {
            thread::sleep(Duration::from_millis(life_ms));
            child.kill().unwrap();
            let killed = Instant::now();
            child.wait().unwrap();
            let is_older = listener.join().unwrap();
            Death { who: name, told: told.try_iter().collect(), killed, is_older }
        });
        Self { who: who.to_owned(), window }
    }

    fn end(self) -> Death {
        let Self { who, window } = self;
        window.join().unwrap_or_else(|_| panic!("window {who} broke down"))
    }
}

fn check(
    folder: &Path,
    path: &Path,
    before: Option<&Notebook>,
    deaths: &[Death],
    tally: &mut Tally,
) {
    tally.kills += deaths.len();
    // The versions before are whole as well.
    tally.broken += storage::versions(path).iter().filter(|version| version.held.is_err()).count();
    let Some(file) = storage::open(path).ok().filter(|opened| opened.complaints.is_empty()) else {
        tally.broken += 1;
        return;
    };
    // The journals are found as the next start would find them.
    let found = storage::find_drafts_in(Some(path), Some(&folder.join("state")));
    let drafts: Vec<Notebook> = found.into_iter().map(|draft| draft.notebook).collect();
    tally.recovered += drafts.len();
    for death in deaths {
        tally.edits += death.told.len();
        tally.older += usize::from(death.is_older);
        let number = |notebook| number(notebook, &death.who);
        let Some(in_file) = number(&file.notebook) else {
            tally.broken += 1;
            continue;
        };
        tally.older += usize::from(before.and_then(number).is_some_and(|before| before > in_file));
        let mut best = in_file;
        for draft in &drafts {
            match number(draft) {
                Some(number) => best = best.max(number),
                None => tally.broken += 1,
            }
        }
        let lost = death.told.iter().filter(|(number, at)| *number > best && *at <= death.killed);
        let oldest = lost.map(|(_, at)| death.killed.duration_since(*at)).max().unwrap_or_default();
        tally.late = tally.late.max(oldest);
        tally.lost += usize::from(oldest > SAFE);
    }
}

/// The line of a window's edit, which tells whether it is whole.
fn edit(who: &str, number: u64) -> String {
    let words = "words ".repeat((number * 7 % 60) as usize);
    format!("{who} {number} {words}end")
}

/// The window's last edit in this notebook; none where a line is torn.
fn number(notebook: &Notebook, who: &str) -> Option<u64> {
    let own = |line: &str| -> Option<u64> {
        let number = line.split(' ').nth(1)?.parse().ok()?;
        (line == edit(who, number)).then_some(number)
    };
    let prefix = format!("{who} ");
    let lines = notebook.text.lines().filter(|line| line.starts_with(&prefix));
    // A merge keeps both where it cannot tell.
    lines.map(own).collect::<Option<Vec<u64>>>()?.into_iter().max()
}

/// What is killed: the app with its workers, as the window starts it, brings back what a crash left, edits as fast as
/// a hasty reader, and saves now and then.
fn child(path: &Path, who: &str, mut seed: u64) {
    let mut dice = move |end: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % end
    };
    let pool = Pool::with_journal(Arc::new(|| {}));
    let settings = Settings { recents: vec![path.to_owned()], ..Settings::default() };
    let (mut app, effects) = App::new(storage::sample(), settings);
    for effect in effects {
        drop(pool.run(effect));
    }
    let send = |app: &mut App, message: Message| {
        let effects = app.update(message, jiff::Timestamp::now());
        for effect in effects {
            drop(pool.run(effect));
        }
    };
    send(&mut app, Message::Open(path.to_owned()));
    // Once at the start and once more when the file is open it is looked for what a crash left.
    let mut looks = 0;
    while let Some(message) = (looks < 2).then(|| pool.wait()).flatten() {
        looks += usize::from(matches!(message, Message::Finished(_, Outcome::Drafts(_))));
        send(&mut app, message);
        answer(&mut app, who, &send);
    }
    loop {
        while let Some(message) = pool.poll() {
            send(&mut app, message);
        }
        if answer(&mut app, who, &send) {
            // Of more than one draft the next is offered when this is saved.
            send(&mut app, Message::Act(Action::Save));
            continue;
        }
        let Some(count) = number(&app.session.notebook, who).map(|count| count + 1) else {
            println!("a line is torn");
            return;
        };
        let prefix = format!("{who} ");
        let lines: Vec<&str> = app.session.notebook.text.lines().collect();
        let first = lines.iter().position(|line| line.starts_with(&prefix));
        let mine = edit(who, count);
        let lines = lines.iter().enumerate().filter_map(|(at, line)| match line {
            _ if Some(at) == first => Some(mine.as_str()),
            line => (!line.starts_with(&prefix)).then_some(*line),
        });
        let text = lines.collect::<Vec<_>>().join("\n") + "\n";
        send(&mut app, Message::SetNotebookText(text));
        println!("{count}");
        if dice(25) == 0 {
            send(&mut app, Message::Act(Action::Save));
        }
        app.notices.clear();
        thread::sleep(Duration::from_millis(dice(12)));
    }
}

/// Answers the question, if there is one, so that nothing is lost. Tells whether something was brought back.
fn answer(app: &mut App, who: &str, send: &impl Fn(&mut App, Message)) -> bool {
    let before = number(&app.session.notebook, who);
    let is_on_file = app.session.document.path.is_some();
    match app.session.question {
        Some(Question::Recover { .. }) => send(app, Message::Answered(Answer::Recover)),
        Some(Question::Changed(_)) => send(app, Message::Answered(Answer::Merge)),
        _ => return false,
    }
    if is_on_file && number(&app.session.notebook, who) < before {
        println!("it is older than before");
    }
    true
}
