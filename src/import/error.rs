//! Why a document was not taken in: what, where, how to mend it.

use crate::model::Lang;
use crate::text::tr_args;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// It cannot be opened; the system's words say why.
    Unreadable(String),
    /// Larger than `FILE_LIMIT`.
    TooLarge,
    /// Its ending or first bytes are those of no format read here.
    UnknownFormat,
    /// An old binary Word file.
    OldWord,
    /// Neither UTF-8 nor UTF-16 nor GB18030.
    Encoding,
    /// Packed data would unfold to more than any document needs.
    Bomb,
    /// Elements nested deeper than any document needs.
    TooDeep,
    /// The parts of it do not fit together; a few words say where it breaks.
    Broken(String),
    /// Opening it asks for a password.
    Encrypted,
    /// A PDF of pictures, or with fonts that do not say which characters they show.
    NoText,
    /// There is nothing in it.
    Empty,
    /// Reading took too long.
    TooSlow,
}

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.line(Lang::En))]
pub struct ReadError {
    /// The file, as the person named it.
    pub file: String,
    /// Line and column from 1, where the problem has a place in a text.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub problem: ReadProblem,
}

impl ReadError {
    /// What and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let mut reason = "";
        let id = match &self.problem {
            ReadProblem::Unreadable(why) => {
                reason = why;
                "import-error-unreadable"
            }
            ReadProblem::TooLarge => "import-error-too-large",
            ReadProblem::UnknownFormat => "import-error-format",
            ReadProblem::OldWord => "import-error-old-word",
            ReadProblem::Encoding => "import-error-encoding",
            ReadProblem::Bomb => "import-error-bomb",
            ReadProblem::TooDeep => "import-error-deep",
            ReadProblem::Broken(why) => {
                reason = why;
                "import-error-broken"
            }
            ReadProblem::Encrypted => "import-error-encrypted",
            ReadProblem::NoText => "import-error-no-text",
            ReadProblem::Empty => "import-error-empty",
            ReadProblem::TooSlow => "import-error-slow",
        };
        tr_args(lang, id, &[("reason", reason.to_owned().into())])
    }

    /// `file:line:column: error: what; remedy`, or without the place.
    pub fn line(&self, lang: Lang) -> String {
        let place = self
            .place
            .map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
        format!("{}{place}: error: {}", self.file, self.message(lang))
    }
}
