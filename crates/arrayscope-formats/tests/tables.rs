//! Tables as they are outside of tutorials.

mod common;

use std::io::Write;

use arrayscope_formats::{Comments, Decimal, Delimiter, Header, Note, OpenOptions, open};
use common::{fixture, load, load_bytes, load_text, load_with, message, notes, values};

fn options() -> OpenOptions {
    OpenOptions::default()
}

#[test]
fn iris_opens_with_a_note_on_its_first_line() {
    let iris = load("iris.csv").unwrap();
    assert_eq!(iris.array.shape(), [150, 5]);
    assert_eq!(iris.format, "csv");
    assert_eq!(iris.info.labels, None);
    assert_eq!(
        notes(&iris),
        [
            "line 1 ('150,4,setosa,versicolor,virginica') was left out: with 2 numbers and 3 words it is neither column names nor data of 5 columns; it looks like the number of rows (150), of features (4) and 3 class names"
        ]
    );
    assert!(iris.notes[0].help().unwrap().contains("--skip-lines 1"));
    let silent = load_with("iris.csv", &OpenOptions { skip_lines: 1, ..options() }).unwrap();
    assert!(silent.notes.is_empty());
    let named = load_with("iris.csv", &OpenOptions { header: Header::Yes, ..options() }).unwrap();
    assert_eq!(named.info.labels.unwrap().names[2], "setosa");
    let data = load_with("iris.csv", &OpenOptions { header: Header::No, ..options() });
    assert!(message(data).contains("line 1: column 2 holds 'setosa'"));
}

#[test]
fn a_first_line_of_another_length_is_left_out_with_a_note() {
    let text = "569,30,malignant,benign\n1,2,3,4,5\n6,7,8,9,10\n";
    let table = load_text(text).unwrap();
    assert_eq!(table.array.shape(), [2, 5]);
    assert!(matches!(table.notes[0], Note::OddFirstLine { cells: 4, numbers: 2, columns: 5, .. }));
}

#[test]
fn a_table_of_spaces_opens_without_a_flag() {
    let table = load("diabetes_data_raw.csv.gz").unwrap();
    assert_eq!((table.array.shape(), table.format), (&[442, 10][..], "csv.gz"));
    assert!(table.notes.is_empty(), "{:?}", table.notes);
}

#[test]
fn column_names_become_labels() {
    let table = load_text("\u{feff}age;\"body mass\"\n1;2\n3;4\n").unwrap();
    assert_eq!(table.info.labels.unwrap().names, ["age", "body mass"]);
    assert_eq!(table.info.axis_names, ["row", "column"]);
    let latin1 = load_bytes(b"gr\xf6\xdfe,n\n1,2\n", &options()).unwrap();
    assert_eq!(notes(&latin1).len(), 1);
    assert!(matches!(latin1.notes[0], Note::NotUtf8 { line: 1 }));
}

#[test]
fn missing_values_are_nan_and_counted() {
    let table = load_text("a,b,c\n1,,NA\nnan,inf,-inf\n4,null,6\n").unwrap();
    assert_eq!(values(&table), ["1.0", "nan", "nan", "nan", "inf", "-inf", "4.0", "nan", "6.0"]);
    assert_eq!(table.notes[0], Note::MissingCells { empty: 1, words: 2, nan: 1, infinite: 2 });
}

#[test]
fn what_float64_cannot_hold_is_told() {
    let table = load_text("1,9007199254740993\n2,1e999\n").unwrap();
    assert_eq!(table.notes[0], Note::Overflowing { cells: 1, line: 2 });
    assert_eq!(table.notes[1], Note::RoundedIntegers { cells: 1, line: 1 });
}

#[test]
fn truth_values_are_numbers_and_told() {
    let table = load_text("x,ok\n1,True\n2,false\n").unwrap();
    assert_eq!(values(&table), ["1.0", "1.0", "2.0", "0.0"]);
    assert_eq!(table.notes[0], Note::Booleans { cells: 2 });
}

#[test]
fn ragged_rows_say_which_line_and_which_flag() {
    let text = message(load_text("1,2,3\n4,5,6\n7,8\n9,10,11\n"));
    assert!(text.contains("line 3: 2 cells where line 1 has 3"), "{text}");
    assert!(text.contains("--skip-lines 2"), "{text}");
    let cut = message(load_text("1,2,3\n4,5,6\n7,8"));
    assert!(cut.contains("the file may be cut short"), "{cut}");
}

#[test]
fn blank_lines_do_not_shift_the_line_numbers() {
    let text = message(load_text("1,2\n\n\n3\n"));
    assert!(text.contains("line 4: 1 cell where line 1 has 2"), "{text}");
}

#[test]
fn a_column_of_words_is_refused_with_the_columns_that_work() {
    let text = "a,b,species,d\n1,2,setosa,4\n5,6,virginica,8\n";
    let refused = message(load_text(text));
    assert!(refused.contains("line 2: column 2 ('species') holds 'setosa'"), "{refused}");
    assert!(refused.contains("--columns 0:2,3"), "{refused}");
    let columns = Some("0:2,3".parse().unwrap());
    let table = load_bytes(text.as_bytes(), &OpenOptions { columns, ..options() }).unwrap();
    assert_eq!(table.array.shape(), [2, 3]);
    assert_eq!(table.info.labels.unwrap().names, ["a", "b", "d"]);
    let columns = Some("d,a".parse().unwrap());
    let table = load_bytes(text.as_bytes(), &OpenOptions { columns, ..options() }).unwrap();
    assert_eq!(values(&table), ["4.0", "1.0", "8.0", "5.0"]);
}

#[test]
fn decimal_commas_are_refused_with_the_flag_that_reads_them() {
    let text = "a;b\n1,5;2\n3;4,25\n";
    assert!(message(load_text(text)).contains("--decimal comma"));
    let comma = OpenOptions { decimal: Decimal::Comma, ..options() };
    let table = load_bytes(text.as_bytes(), &comma).unwrap();
    assert_eq!(values(&table), ["1.5", "2.0", "3.0", "4.25"]);
}

#[test]
fn thousands_separators_are_refused_and_never_read_as_decimal_commas() {
    let text = "a,b\n\"1,000\",2\n\"2,500\",3\n";
    let refused = message(load_text(text));
    assert!(refused.contains("thousands separators are not read"), "{refused}");
    assert!(!refused.contains("--decimal"), "{refused}");
    let comma = OpenOptions { decimal: Decimal::Comma, ..options() };
    let refused = message(load_bytes(text.as_bytes(), &comma));
    assert!(refused.contains("cannot read this text as a table"), "{refused}");
    let refused = message(load_text("a;b\n1,000,000;2\n3;4\n"));
    assert!(refused.contains("thousands separators are not read"), "{refused}");
}

#[test]
fn decimal_commas_in_quotes_between_commas_are_refused_with_the_flags_that_read_them() {
    let text = "a,b\n\"1,5\",2\n\"3,25\",4\n";
    assert!(message(load_text(text)).contains("--delimiter comma --decimal comma"));
    let both = OpenOptions {
        decimal: Decimal::Comma,
        delimiter: Some(Delimiter::Byte(b',')),
        ..options()
    };
    let table = load_bytes(text.as_bytes(), &both).unwrap();
    assert_eq!(values(&table), ["1.5", "2.0", "3.25", "4.0"]);
}

#[test]
fn comments_and_empty_lines_are_left_out_and_counted() {
    let table = load_text("# a b\n1 2\n\n# more\n3 4\n").unwrap();
    assert_eq!(table.array.shape(), [2, 2]);
    assert_eq!(notes(&table), ["2 lines starting with # left out", "1 empty line left out"]);
    let percent = OpenOptions { comments: Comments::Byte(b'%'), ..options() };
    assert_eq!(load_bytes(b"% x\n1,2\n", &percent).unwrap().array.shape(), [1, 2]);
}

#[test]
fn a_delimiter_that_is_named_is_used() {
    let colon = OpenOptions { delimiter: Some(Delimiter::Byte(b':')), ..options() };
    assert_eq!(load_bytes(b"1:2\n3:4\n", &colon).unwrap().array.shape(), [2, 2]);
    let tab = load_text("x\ty\n1\t2\n").unwrap();
    assert_eq!(tab.array.shape(), [1, 2]);
}

#[test]
fn small_tables_have_the_shape_they_show() {
    for (text, shape) in [("5\n", [1, 1]), ("1\n2\n3\n", [3, 1]), ("1,2,3", [1, 3])] {
        assert_eq!(load_text(text).unwrap().array.shape(), shape, "{text:?}");
    }
    assert_eq!(
        notes(&load_text("1,2").unwrap()),
        ["the last line (1) has no line end: the file may be cut short"]
    );
}

#[test]
fn texts_without_data_are_refused() {
    for text in ["\n\n", "# nothing\n", "150,4,setosa\n", "hello\n", "a,b\n"] {
        let refused = message(load_text(text));
        assert!(refused.contains("cannot read this text as a table"), "{text:?}: {refused}");
    }
}

#[test]
fn first_lines_that_may_be_names_are_told() {
    let table = load_text("0,1,2\n4,5,6\n").unwrap();
    assert_eq!(table.array.shape(), [2, 3]);
    assert_eq!(notes(&table), ["line 1 ('0,1,2') was read as data, but may hold column names"]);
}

#[test]
fn a_table_over_its_memory_limit_is_refused() {
    let small = OpenOptions { max_table_bytes: 31, ..options() };
    assert!(message(load_bytes(b"1,2\n3,4\n", &small)).contains("--max-table-bytes"));
    assert!(load_bytes(b"1,2\n3,4\n", &OpenOptions { max_table_bytes: 32, ..options() }).is_ok());
}

#[test]
fn compressed_text_is_known_by_its_bytes() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"x,y\n1,2\n").unwrap();
    let table = load_bytes(&packed.finish().unwrap(), &options()).unwrap();
    assert_eq!((table.format, table.array.shape()), ("csv.gz", &[1, 2][..]));
}

#[test]
fn names_in_messages_are_those_of_the_user_and_harmless() {
    let shown_as = Some("up\u{1b}[31mload.csv".to_owned());
    let refused = message(load_bytes(b"1,2\n3\n", &OpenOptions { shown_as, ..options() }));
    assert!(refused.ends_with(": up\\u{1b}[31mload.csv"), "{refused}");
    let text = open(&fixture("iris.csv"), &options()).unwrap();
    assert!(text.path().ends_with("iris.csv"));
}

#[test]
fn column_names_alone_are_a_table_only_when_told() {
    assert!(message(load_text("a,b\n")).contains("--header yes"));
    let table = load_bytes(b"a,b\n", &OpenOptions { header: Header::Yes, ..options() }).unwrap();
    assert_eq!(table.array.shape(), [0, 2]);
    assert_eq!(notes(&table), ["the table has column names but no rows"]);
}

#[test]
fn a_decimal_comma_is_not_a_delimiter_as_well() {
    let comma = OpenOptions { decimal: Decimal::Comma, ..options() };
    assert_eq!(values(&load_bytes(b"1,5\n2,25\n", &comma).unwrap()), ["1.5", "2.25"]);
}

#[test]
fn wide_tables_are_refused_before_their_columns_are_kept() {
    let options = OpenOptions { max_table_bytes: 4000, ..OpenOptions::default() };
    let wide = format!("{}1\n{}1\n", "1,".repeat(500), "1,".repeat(500));
    let refused = message(common::load_bytes(wide.as_bytes(), &options));
    assert!(refused.contains("needs more than 4000 bytes of memory"), "{refused}");
    let line = format!("{}\n", ",".repeat(1 << 20));
    let refused = message(load_text(&format!("{line}{line}")));
    assert!(refused.contains("line 1: more than 1048576 cells; fewer columns would"), "{refused}");
}
