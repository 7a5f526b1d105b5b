//! The command: arguments in, exit code out. The one door to `mimalloc`: a build makes millions of small values.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    ibid::cli::run(std::env::args_os())
}
