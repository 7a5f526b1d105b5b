//! Pandoc's forms, and what becomes of them.

use super::rewrite;

fn new(text: &str) -> String {
    rewrite(text).map.text
}

#[test]
fn what_becomes_of_pandocs_forms() {
    for (typed, expected) in [
        ("![A](a.png){ width=50% }\n", "![A](a.png)\n"),
        ("![A](a.png){#fig:x}\n", "![Figure 1: A](a.png)\n"),
        ("See [this]{.smallcaps} now.\n", "See this now.\n"),
        ("[@a]{.x} b", "@a b"),
        ("H~2~O, x^2^, a~~b~~\n", "H<sub>2</sub>O, x<sup>2</sup>, a~~b~~\n"),
        ("A^[see [@a]] b.\n", "A[^inline-note-1] b.\n\n\n[^inline-note-1]: see [@a]\n"),
        ("::: {.note}\nText\n:::\n", "\nText\n\n"),
        ("```{.python .x}\n^[x] \\ref{y}\n```\n", "```python\n^[x] \\ref{y}\n```\n"),
        ("`^[x]` and $a^[b]$\n", "`^[x]` and $a^[b]$\n"),
        ("<div align=\"center\">\n[@a]\n</div>\n", "\n\n\n[@a]\n\n\n\n"),
        ("<!-- [@a]\n\n@b -->x\n", "x\n"),
        ("a \\@b \\[c\\]\n", "a \\@b \\[c\\]\n"),
        ("\\textbf{x} y\n", "`\\textbf{x}` y\n"),
        ("a\\newpage\nb\n", "a\nb\n"),
        ("![C\\label{fig:x}](a.png)\n\nSee \\autoref{fig:x}.\n", "![Figure 1: C](a.png)\n\nSee [Figure 1](#fig:x).\n"),
        (
            "![C](a.png){#fig-x}\n\nSee @fig-x and [@fig-x; @fig-x].\n",
            "![Figure 1: C](a.png)\n\nSee [Figure 1](#fig-x) and [Figure 1](#fig-x), [Figure 1](#fig-x).\n",
        ),
        ("![](a.png){#fig:x} me@fig:x \\@fig:x\n", "![Figure 1](a.png) me@fig:x \\@fig:x\n"),
        ("# A\n\nx\n\n# References\n\n::: {#refs}\n:::\n", "# A\n\nx\n\n"),
        ("# References\n\nx\n", "# References\n\nx\n"),
        ("\\begin{equation}\\label{eq:a}\nx\n\\end{equation}\n", "$$\nx\n\\qquad (1)$$\n"),
        ("\\begin{align*}a&=b\\end{align*}", "$$\\begin{aligned}a&=b\\end{aligned}$$"),
        ("$$ x \\label{eq:b} $$ {#eq:c}\n", "$$ x  \\qquad (2)$$\n"),
        ("\\begin{table}\n@a\n\\end{table}\n", "\n\n\n\n~~~~~latex\n\\begin{table}\n@a\n\\end{table}\n~~~~~\n\n\n"),
        (
            "+-----+-----+\n| a   | b   |\n+====:+:===:+\n| c|d | - f |\n|     | - g |\n+-----+-----+\n\n: Words. {#tbl:x}\n\nz\n",
            "\n| a | b |\n|--:|:-:|\n| c\\|d | - f<br>- g |\n\n\n\nTable: Table 1: Words. \n\nz\n",
        ),
        (
            "  Right     Left\n-------     ------\n     12     12\n     @a     x\n\nTable:  W.\n",
            "\n| Right | Left |\n|--:|:--|\n| 12 | 12 |\n| @a | x |\n\n\n\nTable: W.\n",
        ),
        ("-------   ------\n   12     12\n   34     @a\n-------   ------\nx\n", "\n|  |  |\n|:-:|:--|\n| 12 | 12 |\n| 34 | @a |\n\nx\n"),
        (
            "---------------\n A      B\n one    two\n------ --------\n c      d\n        e [@x]\n\n f      g\n---------------\n\nz\n",
            "\n| A one | B two |\n|:-:|:-:|\n| c | d e [@x] |\n| f | g |\n\n\nz\n",
        ),
        ("Title\n-----\n\n---\n\na --- b\n", "Title\n-----\n\n---\n\na --- b\n"),
        ("| one @a\n|   two\n  three\n| four\n\nx\n", "one @a\\\n\u{a0}\u{a0}two three\\\nfour\n\nx\n"),
        ("| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
        ("(@)  One.\n(@good) Two.\n\nAs (@good) and (@bad) say (1) x.\n", "1)  One.\n2) Two.\n\nAs (2) and (@bad) say (1) x.\n"),
        ("#. one\n(2) two\n", "1. one\n2) two\n"),
        ("a. one\nb. two\n   more\n\n   i) x\n   ii) y\nc. z\n", "1. one\n2. two\n   more\n\n   1) x\n   2) y\n2. z\n"),
        ("x\n\n(iv) four\n(v) five\n", "x\n\n4) four\n2) five\n"),
        ("B)  two\nC)  three\n", "2)  two\n2)  three\n"),
        ("A. Smith wrote\na. no\n\nsee\nb. not\n", "A. Smith wrote\na. no\n\nsee\nb. not\n"),
        ("i.e. this\n\n(mild) words\n", "i.e. this\n\n(mild) words\n"),
        ("costs $5 and $6\n", "costs $5 and $6\n"),
        ("    code \\ref{a}\n", "    code \\ref{a}\n"),
    ] {
        assert_eq!(new(typed), expected, "{typed}");
    }
}

#[test]
fn any_text_is_rewritten_in_linear_time() {
    for part in [
        "[",
        "^[",
        "{#",
        "\\begin{a}",
        "`",
        "``",
        "$",
        "$$",
        "<",
        "<!--",
        "~",
        "^",
        "\\a{",
        "[a]{",
        "é",
        "    x\n\n",
        "-- --\n",
        "-- --\nx\n",
        "\n---\nx\n\n",
        "+-+\n|x|\n",
        "\n| x\n",
        "(@a) x\n",
        "\n+-+\n",
    ] {
        let text = part.repeat(20_000);
        let started = seconds();
        let done = rewrite(&text);
        assert!(done.map.text.len() <= text.len() * 12, "{part}");
        assert!(seconds() - started < 20.0, "{part}");
    }
}

/// Seconds that this thread has computed (proc(5)), so that a machine which others use too fails no test; where the system does not
/// tell, those that went by.
fn seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    #[allow(clippy::disallowed_methods, reason = "no site's file: what the system says of this thread")]
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let computed = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    computed.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
