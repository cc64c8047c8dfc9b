//! The thin binary: arguments to the window or to a subcommand.

fn main() -> std::process::ExitCode {
    dateline::cli::main()
}
