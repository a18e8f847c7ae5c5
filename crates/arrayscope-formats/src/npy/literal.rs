//! The Python literals that `.npy` headers consist of: a parser of our own.
//!
//! NumPy evaluates the header with `ast.literal_eval`. Only the part of that
//! language which headers use is read here (strings, integers, `True`, `False`,
//! `None`, tuples, lists, dictionaries), with a cap on the nesting.

/// The deepest nesting that is read. NumPy's own writer needs two levels, and
/// three more per level of nested structure.
const DEEPEST: usize = 32;

/// A Python literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    Text(String),
    Integer(i128),
    Bool(bool),
    None,
    Tuple(Vec<Literal>),
    List(Vec<Literal>),
    /// Entries in the order of the text; keys may repeat.
    Dict(Vec<(Literal, Literal)>),
}

/// Where the text stopped being a literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// Characters before it, counted in bytes of the decoded text.
    pub(crate) text_offset: usize,
    pub(crate) found: String,
    pub(crate) expected: &'static str,
}

impl Literal {
    /// Parses a text that holds one literal and white space.
    pub(crate) fn parse(text: &str) -> Result<Self, Misfit> {
        let mut parser = Parser { text, at: 0 };
        let literal = parser.value(0)?;
        parser.skip_space();
        if parser.peek().is_some() {
            return Err(parser.misfit("the end of the header"));
        }
        Ok(literal)
    }

    /// The literal in a few words, for messages.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Text(text) => crate::printable::quoted(text),
            Self::Integer(value) => value.to_string(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::None => "None".to_owned(),
            Self::Tuple(items) => format!("a tuple of {}", items.len()),
            Self::List(items) => format!("a list of {}", items.len()),
            Self::Dict(entries) => format!("a dictionary of {}", entries.len()),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.skip_space();
        let hit = self.peek() == Some(wanted);
        if hit {
            self.at += wanted.len_utf8();
        }
        hit
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn misfit(&self, expected: &'static str) -> Misfit {
        let found = match self.peek() {
            Some(_) => crate::printable::quoted(&self.rest().chars().take(12).collect::<String>()),
            None => "the end of the header".to_owned(),
        };
        Misfit { text_offset: self.at, found, expected }
    }

    fn value(&mut self, depth: usize) -> Result<Literal, Misfit> {
        if depth > DEEPEST {
            return Err(self.misfit("at most 32 levels of nesting"));
        }
        self.skip_space();
        match self.peek() {
            Some('\'' | '"') => self.string().map(Literal::Text),
            // Python 2 wrote b'..' and u'..' for some strings.
            Some('b' | 'u')
                if self.rest().as_bytes().get(1).is_some_and(|c| matches!(c, b'\'' | b'"')) =>
            {
                self.at += 1;
                self.string().map(Literal::Text)
            }
            Some('(') => self.tuple(depth),
            Some('[') => {
                self.at += 1;
                Ok(Literal::List(self.items(']', depth)?.0))
            }
            Some('{') => self.dict(depth),
            Some('0'..='9' | '-' | '+') => self.integer(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Literal, Misfit> {
        for (word, literal) in [
            ("True", Literal::Bool(true)),
            ("False", Literal::Bool(false)),
            ("None", Literal::None),
        ] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(literal);
            }
        }
        Err(self.misfit("a Python literal"))
    }

    /// `()`, `(a,)`, `(a, b)`; `(a)` is `a`, as in Python.
    fn tuple(&mut self, depth: usize) -> Result<Literal, Misfit> {
        self.at += 1;
        let (mut items, trailing_comma) = self.items(')', depth)?;
        match items.pop() {
            Some(only) if items.is_empty() && !trailing_comma => Ok(only),
            Some(last) => {
                items.push(last);
                Ok(Literal::Tuple(items))
            }
            None => Ok(Literal::Tuple(items)),
        }
    }

    /// Items up to the closing bracket, and whether a comma stood before it.
    fn items(&mut self, close: char, depth: usize) -> Result<(Vec<Literal>, bool), Misfit> {
        let mut items = Vec::new();
        let mut trailing_comma = false;
        while !self.eat(close) {
            if !items.is_empty() && !trailing_comma {
                return Err(self.misfit("a comma or a closing bracket"));
            }
            items.push(self.value(depth + 1)?);
            trailing_comma = self.eat(',');
        }
        Ok((items, trailing_comma))
    }

    fn dict(&mut self, depth: usize) -> Result<Literal, Misfit> {
        self.at += 1;
        let mut entries = Vec::new();
        let mut comma = true;
        while !self.eat('}') {
            if !comma {
                return Err(self.misfit("a comma or '}'"));
            }
            let key = self.value(depth + 1)?;
            if !self.eat(':') {
                return Err(self.misfit("':' after a key"));
            }
            entries.push((key, self.value(depth + 1)?));
            comma = self.eat(',');
        }
        Ok(Literal::Dict(entries))
    }

    /// Python 2 ended long integers with `L`, and old files still hold them.
    fn integer(&mut self) -> Result<Literal, Misfit> {
        let start = self.at;
        if matches!(self.peek(), Some('-' | '+')) {
            self.at += 1;
        }
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at).unwrap_or("");
        let Ok(value) = digits.parse() else {
            self.at = start;
            return Err(self.misfit("an integer of at most 38 digits"));
        };
        if self.peek() == Some('L') {
            self.at += 1;
        }
        Ok(Literal::Integer(value))
    }

    fn string(&mut self) -> Result<String, Misfit> {
        let quote = self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(self.misfit("a closing quote")),
                Some('\\') => text.push(self.escape()?),
                c if c == quote => return Ok(text),
                Some(c) => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Misfit> {
        let digits = match self.next() {
            Some('n') => return Ok('\n'),
            Some('r') => return Ok('\r'),
            Some('t') => return Ok('\t'),
            Some(c @ ('\\' | '\'' | '"')) => return Ok(c),
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => return Err(self.misfit("an escape that Python's repr writes")),
        };
        let code = self.rest().get(..digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let Some(c) = code.and_then(char::from_u32) else {
            return Err(self.misfit("hexadecimal digits of a character"));
        };
        self.at += digits;
        Ok(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: i128) -> Literal {
        Literal::Integer(value)
    }

    #[test]
    fn numpys_own_header_is_read() {
        let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (200, 25, 25), }   \n";
        let Literal::Dict(entries) = Literal::parse(header).unwrap() else { panic!() };
        assert_eq!(entries.len(), 3);
        assert_eq!(entries[2].1, Literal::Tuple(vec![int(200), int(25), int(25)]));
    }

    #[test]
    fn tuples_follow_python() {
        assert_eq!(Literal::parse("()").unwrap(), Literal::Tuple(vec![]));
        assert_eq!(Literal::parse("(3)").unwrap(), int(3));
        assert_eq!(Literal::parse("(3,)").unwrap(), Literal::Tuple(vec![int(3)]));
        assert_eq!(Literal::parse("(3L, -4)").unwrap(), Literal::Tuple(vec![int(3), int(-4)]));
    }

    #[test]
    fn escapes_are_those_of_repr() {
        let text = Literal::parse(r#"'a\'b\\c\xe9\u6e29"'"#).unwrap();
        assert_eq!(text, Literal::Text("a'b\\cé温\"".to_owned()));
        assert!(Literal::parse(r"'\ud800'").is_err());
    }

    #[test]
    fn nesting_has_a_floor() {
        let deep = "(".repeat(100_000);
        assert_eq!(Literal::parse(&deep).unwrap_err().expected, "at most 32 levels of nesting");
    }

    #[test]
    fn what_follows_the_literal_is_a_misfit() {
        let misfit = Literal::parse("{} x").unwrap_err();
        assert_eq!((misfit.text_offset, misfit.found.as_str()), (3, "'x'"));
        for text in ["", "{", "(1 2)", "{'a' 1}", "'a", "nan", "1.5", "- 1", "__import__('os')"] {
            assert!(Literal::parse(text).is_err(), "{text}");
        }
    }
}
