//! The default theme, as the binary holds it. `tests/tidy.rs` compares this list with the folder.

/// Path in the theme, and text.
pub(super) const FILES: [(&str, &str); 24] = [
    ("templates/article.html", include_str!("../../themes/default/templates/article.html")),
    ("templates/base.html", include_str!("../../themes/default/templates/base.html")),
    ("templates/home.html", include_str!("../../themes/default/templates/home.html")),
    ("templates/list.html", include_str!("../../themes/default/templates/list.html")),
    ("templates/not-found.html", include_str!("../../themes/default/templates/not-found.html")),
    ("templates/parts.html", include_str!("../../themes/default/templates/parts.html")),
    ("templates/redirect.html", include_str!("../../themes/default/templates/redirect.html")),
    ("templates/search.html", include_str!("../../themes/default/templates/search.html")),
    ("templates/source.html", include_str!("../../themes/default/templates/source.html")),
    ("templates/integrity.html", include_str!("../../themes/default/templates/integrity.html")),
    ("templates/sources.html", include_str!("../../themes/default/templates/sources.html")),
    ("templates/topics.html", include_str!("../../themes/default/templates/topics.html")),
    ("assets/app.js", include_str!("../../themes/default/assets/app.js")),
    ("assets/icon.svg", include_str!("../../themes/default/assets/icon.svg")),
    ("assets/search.js", include_str!("../../themes/default/assets/search.js")),
    ("assets/style.css", include_str!("../../themes/default/assets/style.css")),
    ("assets/theme.js", include_str!("../../themes/default/assets/theme.js")),
    ("words/ar.yaml", include_str!("../../themes/default/words/ar.yaml")),
    ("words/de.yaml", include_str!("../../themes/default/words/de.yaml")),
    ("words/en.yaml", include_str!("../../themes/default/words/en.yaml")),
    ("words/es.yaml", include_str!("../../themes/default/words/es.yaml")),
    ("words/fr.yaml", include_str!("../../themes/default/words/fr.yaml")),
    ("words/ja.yaml", include_str!("../../themes/default/words/ja.yaml")),
    ("words/zh.yaml", include_str!("../../themes/default/words/zh.yaml")),
];
