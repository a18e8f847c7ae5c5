//! What is odd about a file that could be read all the same.

mod text;

/// Something that the reader did or noticed and that the user must know:
/// nothing is silent.
///
/// The [`Display`](std::fmt::Display) text says what happened; [`Note::help`] says which flag
/// changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Bytes follow the last element.
    TrailingBytes {
        /// The member, if the file has members.
        member: Option<String>,
        /// How many bytes follow.
        nbytes: u64,
    },
    /// A member of a container that cannot be read; the others can.
    UnreadableMember {
        /// The member.
        member: String,
        /// Why.
        because: String,
    },
    /// Members of a container that are no arrays.
    OtherMembers {
        /// Their names.
        members: Vec<String>,
    },
    /// Groups whose arrays nobody lists: a server gives no lists, and there are no
    /// consolidated metadata.
    Unlisted {
        /// Their names; the root's is empty.
        groups: Vec<String>,
    },
    /// Several members have the same name; the last of them is read.
    DuplicateMembers,
    /// Arrays that are read as another dtype, which holds the stored values exactly.
    ReadAs {
        /// What the file calls the stored dtype.
        stored: String,
        /// The dtype that they are read as.
        dtype: String,
        /// The arrays.
        members: Vec<String>,
    },
    /// Tensors that lie in a file of an index, but that the index does not name.
    NotInIndex {
        /// Their names.
        members: Vec<String>,
    },
    /// Arrays that are views of the same bytes.
    SharedStorage {
        /// Their names.
        members: Vec<String>,
    },
    /// Values that are computed from the stored numbers; the member `raw` has those.
    Scaled {
        /// How, as in "stored × 0.5 + 1".
        scale: String,
        /// The dtype of the stored numbers.
        stored: String,
    },
    /// An array of a container whose values are computed from the stored numbers, which have
    /// an address of their own.
    Packed {
        /// The array.
        member: String,
        /// How, as in "stored × 0.5 + 10, -99 is NaN".
        how: String,
        /// The dtype of the stored numbers.
        stored: String,
    },
    /// Numbers that stand for names.
    NamedValues {
        /// The array.
        member: String,
        /// The numbers and their names, as in "0 = land".
        names: Vec<String>,
    },
    /// Paths that lead to members of other paths.
    OtherPaths {
        /// Each path, and where it leads.
        paths: Vec<(String, String)>,
    },
    /// Members that cannot be read, beside those that were told one by one.
    MoreUnreadable {
        /// How many.
        members: usize,
    },
    /// Pixels that are stored as something else than they are read as.
    Expanded {
        /// What was expanded.
        what: &'static str,
    },
    /// A picture that moves, of which the first frame is read.
    FirstFrame {
        /// How many frames there are.
        frames: u64,
    },
    /// Pages in which the number 0 means white.
    WhiteIsZero,
    /// A stream without the mark of its end: it may be cut short.
    UnendedStream,
    /// Columns that hold no numbers, and are not read.
    LeftOutColumns {
        /// Their names, and what they are.
        columns: Vec<(String, String)>,
    },
    /// Columns of integers of 64 bits that a table holds as float64.
    Rounding {
        /// Their dtype.
        stored: String,
        /// Their names.
        members: Vec<String>,
    },
    /// Values that are null, and read as NaN or as no time.
    Nulls {
        /// The columns with nulls, and how many each has, if the file counts them.
        columns: Vec<(String, Option<u64>)>,
    },
    /// The first line of a table was read as data, but may hold column names.
    FirstLineIsData {
        /// The line, counted from 1.
        line: u64,
        /// The line's text.
        text: String,
    },
    /// The first line of a table is neither column names nor data.
    OddFirstLine {
        /// The line, counted from 1.
        line: u64,
        /// The line's text.
        text: String,
        /// Its cells.
        cells: usize,
        /// How many of them are numbers.
        numbers: usize,
        /// Columns of the lines that follow.
        columns: usize,
        /// What the line seems to be, if that is known.
        guess: Option<String>,
    },
    /// Cells that hold no finite number.
    MissingCells {
        /// Empty cells, read as NaN.
        empty: u64,
        /// Cells that say NA, null or None, read as NaN.
        words: u64,
        /// Cells that say NaN.
        nan: u64,
        /// Cells that say inf.
        infinite: u64,
    },
    /// Cells that say true or false, read as 1 and 0.
    Booleans {
        /// How many cells.
        cells: u64,
    },
    /// Numbers too large for float64, read as infinite.
    Overflowing {
        /// How many cells.
        cells: u64,
        /// The line of the first.
        line: u64,
    },
    /// Integers that float64 cannot hold exactly.
    RoundedIntegers {
        /// How many cells.
        cells: u64,
        /// The line of the first.
        line: u64,
    },
    /// Comment lines that were left out.
    CommentLines {
        /// How many lines.
        lines: u64,
        /// What they start with.
        prefix: char,
    },
    /// Empty lines that were left out.
    EmptyLines {
        /// How many lines.
        lines: u64,
    },
    /// The last line does not end: the file may be cut short.
    UnendedLine {
        /// The line, counted from 1.
        line: u64,
    },
    /// Column names that are not UTF-8; the bytes that are not were replaced.
    NotUtf8 {
        /// The line, counted from 1.
        line: u64,
    },
    /// A table that has column names but no rows.
    NoRows,
}

impl Note {
    /// Which flag changes what the note tells, if one does.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::OddFirstLine { line, cells, columns, .. } if cells == columns => format!(
                "--header yes takes it as column names, --skip-lines {line} leaves it out without this note"
            ),
            Self::OddFirstLine { line, .. } => {
                format!("--skip-lines {line} leaves it out without this note")
            }
            Self::FirstLineIsData { .. } => {
                "--header yes takes it as column names, --header no reads it as data without this note"
                    .to_owned()
            }
            Self::CommentLines { .. } => "--comment none reads them as data".to_owned(),
            Self::RoundedIntegers { .. } => {
                "--columns reads the other columns; .npy holds such integers exactly".to_owned()
            }
            Self::Rounding { .. } => {
                "path::column reads a column without nulls as it is stored".to_owned()
            }
            _ => return None,
        })
    }
}
