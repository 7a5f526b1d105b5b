//! The command: arguments in, exit code out.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    ibid::cli::run(std::env::args_os())
}
