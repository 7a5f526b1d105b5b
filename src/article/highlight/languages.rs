//! The languages that [super::scan] knows: how each writes comments and strings, and its words.

/// How a language is written.
#[derive(Debug)]
pub struct Language {
    /// Names in a fence, in lower case.
    pub names: &'static [&'static str],
    /// What begins a comment that ends with its line.
    pub line_comments: &'static [&'static str],
    /// What begins and ends a comment that may span lines.
    pub block_comment: Option<(&'static str, &'static str)>,
    /// Strings; longer openings stand first.
    pub strings: &'static [Quote],
    /// What else marks it.
    pub traits: Traits,
    /// Keywords.
    pub keywords: &'static str,
    /// Names of values.
    pub constants: &'static str,
}

/// How a string is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Quote {
    /// What begins and what ends it.
    pub mark: &'static str,
    /// Whether a backslash takes the next character in.
    pub escapes: bool,
    /// Whether it may span lines.
    pub lines: bool,
}

/// Marks of single languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traits {
    /// None.
    Plain,
    /// `'a` is a lifetime, `r#"…"#` a string, `name!` a macro.
    Rust,
    /// `/…/` is a pattern where a value may stand.
    Script,
    /// `#` begins a comment only where a word may begin.
    Shell,
    /// Words are known in capitals too.
    AnyCase,
}

const fn quote(mark: &'static str) -> Quote {
    Quote { mark, escapes: true, lines: false }
}

const fn long(mark: &'static str) -> Quote {
    Quote { mark, escapes: true, lines: true }
}

const C_STRINGS: &[Quote] = &[quote("\""), quote("'")];

/// A language whose comments are `//` and `/* */`.
const fn like_c(names: &'static [&'static str], strings: &'static [Quote], keywords: &'static str, constants: &'static str) -> Language {
    let block_comment = Some(("/*", "*/"));
    Language { names, line_comments: &["//"], block_comment, strings, traits: Traits::Plain, keywords, constants }
}

/// A language whose comments are `#`.
const fn hashed(names: &'static [&'static str], strings: &'static [Quote], keywords: &'static str, constants: &'static str) -> Language {
    Language { names, line_comments: &["#"], block_comment: None, strings, traits: Traits::Plain, keywords, constants }
}

/// All of them.
pub const LANGUAGES: [Language; 14] = [
    Language {
        traits: Traits::Rust,
        ..like_c(
            &["rust", "rs"],
            &[long("\"")],
            "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait type union unsafe use where while bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64",
            "true false",
        )
    },
    hashed(
        &["python", "py", "python3"],
        &[long("\"\"\""), long("'''"), quote("\""), quote("'")],
        "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield",
        "True False None NotImplemented Ellipsis self cls",
    ),
    Language {
        traits: Traits::Script,
        ..like_c(
            &["javascript", "js", "jsx", "mjs", "cjs", "typescript", "ts", "tsx", "mts"],
            &[long("`"), quote("\""), quote("'")],
            "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in instanceof interface keyof let namespace new of private protected public readonly return satisfies set static super switch this throw try type typeof var void while with yield any boolean bigint never number object string symbol unknown",
            "true false null undefined NaN Infinity",
        )
    },
    Language { line_comments: &["//"], ..like_c(&["json", "jsonc", "json5"], &[quote("\"")], "", "true false null") },
    Language {
        traits: Traits::Shell,
        ..hashed(
            &["bash", "sh", "shell", "zsh", "console", "shellsession", "sh-session"],
            &[long("\""), Quote { mark: "'", escapes: false, lines: true }, long("`")],
            "if then else elif fi for while until do done case esac in function select time coproc local export declare readonly unset return exit break continue shift source alias cd echo eval exec set trap",
            "true false",
        )
    },
    like_c(
        &["c", "h"],
        C_STRINGS,
        "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while _Bool bool size_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
        "true false NULL nullptr",
    ),
    like_c(
        &["cpp", "c++", "cc", "cxx", "hpp", "hh"],
        C_STRINGS,
        "alignas alignof and auto bool break case catch char class concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern final float for friend goto if inline int long mutable namespace new noexcept not operator or override private protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this thread_local throw try typedef typeid typename union unsigned using virtual void volatile while",
        "true false NULL nullptr",
    ),
    like_c(
        &["java"],
        &[long("\"\"\""), quote("\""), quote("'")],
        "abstract assert boolean break byte case catch char class continue default do double else enum extends final finally float for if implements import instanceof int interface long native new package permits private protected public record return sealed short static strictfp super switch synchronized this throw throws transient try var void volatile while yield",
        "true false null",
    ),
    like_c(
        &["kotlin", "kt", "kts"],
        &[long("\"\"\""), quote("\""), quote("'")],
        "abstract actual annotation as break by class companion const constructor continue crossinline data do else enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit noinline object open operator out override package private protected public reified return sealed set super suspend tailrec this throw try typealias val var vararg when where while",
        "true false null",
    ),
    like_c(
        &["go", "golang"],
        &[Quote { mark: "`", escapes: false, lines: true }, quote("\""), quote("'")],
        "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
        "true false nil iota",
    ),
    like_c(
        &["swift"],
        &[long("\"\"\""), quote("\"")],
        "actor any as associatedtype async await break case catch class continue convenience default defer deinit do else enum extension fallthrough fileprivate final for func get guard if import in indirect init inout internal is lazy let mutating open operator override private protocol public repeat required rethrows return self Self set some static struct subscript super switch throw throws try typealias unowned var weak where while",
        "true false nil",
    ),
    Language {
        traits: Traits::AnyCase,
        line_comments: &["--"],
        ..like_c(
            &["sql", "postgresql", "mysql", "sqlite"],
            &[Quote { mark: "'", escapes: false, lines: true }, Quote { mark: "\"", escapes: false, lines: false }],
            "add all alter and as asc between by case check column constraint create cross default delete desc distinct drop else end except exists foreign from full group having if in index inner insert intersect into is join key left like limit not offset on or order outer over partition primary references returning right select set table then union unique update using values view when where with bigint boolean char date decimal double float int integer numeric real serial smallint text time timestamp varchar",
            "true false null",
        )
    },
    hashed(
        &["r"],
        &[long("\""), long("'")],
        "break else for function if in library next repeat require return while",
        "TRUE FALSE NULL NA NaN Inf",
    ),
    hashed(
        &["toml"],
        &[long("\"\"\""), long("'''"), quote("\""), Quote { mark: "'", escapes: false, lines: false }],
        "",
        "true false inf nan",
    ),
];

/// The language with this name.
pub fn find(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.names.iter().any(|n| n.eq_ignore_ascii_case(name)))
}
