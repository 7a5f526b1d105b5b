//! What is wrong with the world: disk, port, theme, use. It ends the command. (What is wrong with content is a
//! [crate::diag::Diagnostic].)

use crate::base::path::SitePath;
use std::fmt;
use std::path::{Path, PathBuf};

/// An error that ends a command. Says what was being done, what went wrong, and what to do.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
enum Kind {
    /// A file or folder could not be read or written.
    Io { doing: &'static str, path: PathBuf, cause: std::io::Error },
    /// The output folder cannot be used.
    Output { message: String, help: String },
    /// A template failed.
    Theme { message: String },
    /// The command was used wrongly.
    Usage { message: String },
    /// Findings stop publication.
    Findings { errors: usize },
    /// A file is no longer what it was when the site was read.
    Stale { file: SitePath },
    /// Anything else of the machine.
    World { doing: String, cause: String },
}

impl Error {
    /// `doing` (`read`, `write` …) failed at `path`.
    pub fn io(doing: &'static str, path: impl AsRef<Path>, cause: std::io::Error) -> Self {
        Self(Box::new(Kind::Io { doing, path: path.as_ref().to_owned(), cause }))
    }

    /// The output folder cannot be used.
    pub fn output(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(Box::new(Kind::Output { message: message.into(), help: help.into() }))
    }

    /// A theme is broken; the message names the template, the line and the variable.
    pub fn theme(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Theme { message: message.into() }))
    }

    /// The command was used wrongly: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Usage { message: message.into() }))
    }

    /// So many findings are errors: nothing was published.
    pub fn findings(errors: usize) -> Self {
        Self(Box::new(Kind::Findings { errors }))
    }

    /// A file is no longer what it was when the site was read: read it again.
    pub fn stale(file: &SitePath) -> Self {
        Self(Box::new(Kind::Stale { file: file.clone() }))
    }

    /// The file that is no longer what it was, where that is what went wrong.
    pub fn stale_file(&self) -> Option<&SitePath> {
        match &*self.0 {
            Kind::Stale { file } => Some(file),
            _ => None,
        }
    }

    /// Something else of the machine failed.
    pub fn world(doing: impl Into<String>, cause: &dyn fmt::Display) -> Self {
        Self(Box::new(Kind::World { doing: doing.into(), cause: cause.to_string() }))
    }

    /// The exit code of a command that this error ends: 2 for wrong use, else 1.
    pub fn exit_code(&self) -> u8 {
        if matches!(*self.0, Kind::Usage { .. }) { 2 } else { 1 }
    }

    /// Whether a file or folder that was to be read is not there (any more).
    pub fn is_of_a_missing_file(&self) -> bool {
        matches!(&*self.0, Kind::Io { doing: "read", cause, .. } if cause.kind() == std::io::ErrorKind::NotFound)
    }

    /// Whether findings are the reason: they have been printed already.
    pub fn is_findings(&self) -> bool {
        matches!(*self.0, Kind::Findings { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Io { doing, path, cause } => write!(f, "could not {doing} {}: {cause}", path.display()),
            Kind::Output { message, help } => write!(f, "{message}\n  help: {help}"),
            Kind::Theme { message } => write!(f, "the theme is broken: {message}"),
            Kind::Usage { message } => f.write_str(message),
            Kind::Findings { errors: 1 } => f.write_str("nothing was published: 1 finding is an error"),
            Kind::Findings { errors } => write!(f, "nothing was published: {errors} findings are errors"),
            Kind::Stale { file } => write!(f, "{file} has changed while the site was read"),
            Kind::World { doing, cause } => write!(f, "{doing}: {cause}"),
        }
    }
}

impl std::error::Error for Error {}
