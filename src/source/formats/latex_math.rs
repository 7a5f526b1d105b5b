//! Math in titles, as text: Greek letters, operators, and indices where Unicode has them (`$\alpha$`, `CO$_2$`, `$p < 10^{-3}$`).

/// The inside of `$…$` as text. Commands that only set a face go; unknown ones keep their name.
pub(super) fn to_text(math: &str) -> String {
    let mut out = String::with_capacity(math.len());
    let mut rest = math;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = command(rest, &mut out),
            '^' | '_' => rest = index(rest, c == '^', &mut out),
            '{' | '}' | '&' => {}
            '~' => out.push(' '),
            '\'' => out.push('′'),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

fn command<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        let Some(c) = rest.chars().next() else { return rest };
        match c {
            ',' | ';' | ':' | ' ' => out.push(' '),
            '!' => {}
            c => out.push(c),
        }
        return &rest[c.len_utf8()..];
    }
    let (name, rest) = rest.split_at(letters);
    let trimmed = rest.trim_start();
    if matches!(name, "hspace" | "vspace" | "label" | "color") {
        return trimmed.strip_prefix('{').and_then(|inner| inner.split_once('}')).map_or(trimmed, |(_, behind)| behind);
    }
    let apart = out.ends_with(' ');
    let text = symbol(name).or_else(|| super::latex::symbol(name));
    out.push_str(text.unwrap_or(if is_face(name) { "" } else { name }));
    match text {
        // The space that ends a command is no space in print: a letter stands by what follows, a sign as far from it as from what is before.
        Some(text) if text.contains(char::is_alphabetic) || !apart => trimmed,
        None if is_face(name) => trimmed,
        _ => rest,
    }
}

fn index<'a>(rest: &'a str, raised: bool, out: &mut String) -> &'a str {
    // Marks that are typed as exponents: `x^\prime`, `45^{\circ}`.
    for (typed, sign) in [("\\prime", "′"), ("\\circ", "°"), ("{\\prime}", "′"), ("{\\circ}", "°")] {
        if let Some(behind) = rest.strip_prefix(typed).filter(|_| raised) {
            out.push_str(sign);
            return behind;
        }
    }
    let (inner, rest) = match rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        Some((inner, after)) if !inner.contains(['{', '\\']) => (inner, after),
        _ => {
            let end = rest.chars().next().map_or(0, char::len_utf8);
            if matches!(rest.as_bytes().first(), Some(b'\\' | b'{')) {
                out.push(if raised { '^' } else { '_' });
                return rest;
            }
            rest.split_at(end)
        }
    };
    match script(inner, raised) {
        Some(text) => out.push_str(&text),
        None => {
            out.push(if raised { '^' } else { '_' });
            out.push_str(inner);
        }
    }
    rest
}

/// `text` in superscript or subscript characters; `None` where Unicode lacks one of them.
pub(super) fn script(text: &str, raised: bool) -> Option<String> {
    const PLAIN: &str = "0123456789+-=()n";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";
    let forms = if raised { RAISED } else { LOWERED };
    let one = |c: char| match c {
        'i' if raised => Some('ⁱ'),
        'i' => Some('ᵢ'),
        'x' if !raised => Some('ₓ'),
        c => PLAIN.chars().zip(forms.chars()).find(|(plain, _)| *plain == c).map(|(_, form)| form),
    };
    text.chars().map(one).collect()
}

fn is_face(name: &str) -> bool {
    name.starts_with("math")
        || name.starts_with("text")
        || matches!(
            name,
            "rm" | "it"
                | "bf"
                | "cal"
                | "boldsymbol"
                | "operatorname"
                | "left"
                | "right"
                | "ensuremath"
                | "mbox"
                | "hbox"
                | "bm"
                | "sf"
                | "tt"
                | "displaystyle"
                | "overline"
                | "bar"
                | "hat"
                | "tilde"
                | "vec"
                | "big"
                | "Big"
        )
}

/// The text of a math command; these are known outside of math too (`\alpha`, `\textalpha`).
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    greek(name.strip_prefix("text").unwrap_or(name).trim_start_matches("var"))
        .or_else(|| operator(name.strip_prefix("text").unwrap_or(name)))
}

fn greek(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 35] = [
        ("alpha", "α"),
        ("beta", "β"),
        ("gamma", "γ"),
        ("delta", "δ"),
        ("epsilon", "ε"),
        ("zeta", "ζ"),
        ("eta", "η"),
        ("theta", "θ"),
        ("iota", "ι"),
        ("kappa", "κ"),
        ("lambda", "λ"),
        ("mu", "μ"),
        ("nu", "ν"),
        ("xi", "ξ"),
        ("pi", "π"),
        ("rho", "ρ"),
        ("sigma", "σ"),
        ("tau", "τ"),
        ("upsilon", "υ"),
        ("phi", "φ"),
        ("chi", "χ"),
        ("psi", "ψ"),
        ("omega", "ω"),
        ("Gamma", "Γ"),
        ("Delta", "Δ"),
        ("Theta", "Θ"),
        ("Lambda", "Λ"),
        ("Xi", "Ξ"),
        ("Pi", "Π"),
        ("Sigma", "Σ"),
        ("Upsilon", "Υ"),
        ("Phi", "Φ"),
        ("Psi", "Ψ"),
        ("Omega", "Ω"),
        ("digamma", "ϝ"),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)
}

fn operator(name: &str) -> Option<&'static str> {
    Some(match name {
        "times" => "×",
        "div" => "÷",
        "pm" => "±",
        "mp" => "∓",
        "cdot" => "·",
        "ast" => "∗",
        "star" => "⋆",
        "circ" => "∘",
        "lt" => "<",
        "gt" => ">",
        "le" | "leq" | "leqslant" => "≤",
        "ge" | "geq" | "geqslant" => "≥",
        "ne" | "neq" => "≠",
        "approx" => "≈",
        "sim" => "∼",
        "simeq" => "≃",
        "equiv" => "≡",
        "ll" => "≪",
        "gg" => "≫",
        "in" => "∈",
        "subset" => "⊂",
        "cup" => "∪",
        "cap" => "∩",
        "infty" => "∞",
        "partial" => "∂",
        "nabla" => "∇",
        "sum" => "∑",
        "prod" => "∏",
        "int" => "∫",
        "sqrt" => "√",
        "to" | "rightarrow" | "longrightarrow" => "→",
        "leftarrow" => "←",
        "leftrightarrow" => "↔",
        "Rightarrow" => "⇒",
        "ell" => "ℓ",
        "hbar" => "ℏ",
        "prime" => "′",
        "langle" => "⟨",
        "rangle" => "⟩",
        "odot" => "⊙",
        "oplus" => "⊕",
        "otimes" => "⊗",
        "perp" => "⊥",
        "parallel" => "∥",
        "propto" => "∝",
        "cdots" => "⋯",
        "mid" => "|",
        "colon" => ":",
        _ => return None,
    })
}
