//! A style made ready for one reference at a time.
//!
//! * Numbers, citations in the text and the order of entries go: they are the page's, and formatting citations takes most
//!   of a processor's time.
//! * `names` without a `name` gets one: the processor prints nothing for it, and the styles of the National Library of
//!   Medicine (Vancouver) would lose all authors.
//! * A label of pages that says whether it is plural (`p. 84–98`) becomes the term itself: the processor counts the pages.

use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, NumberVariable, PageVariable, Term, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, Citation, IndependentStyle, Label, LabelPluralize, Layout, LayoutRenderingElement as Element, Name,
    Names, NamesChild, Text, TextTarget,
};

pub(super) fn adjust(style: &mut IndependentStyle) {
    style.citation = Citation::with_layout(Layout::with_elements(Vec::new()));
    for part in &mut style.macros {
        elements(&mut part.children);
    }
    if let Some(bibliography) = &mut style.bibliography {
        bibliography.sort = None;
        bibliography.second_field_align = None;
        bibliography.subsequent_author_substitute = None;
        elements(&mut bibliography.layout.elements);
    }
}

/// Depth is bounded by [super::fault].
fn elements(all: &mut Vec<Element>) {
    all.retain(|element| !is_number(element));
    for element in all {
        match element {
            Element::Names(own) => names(own),
            Element::Group(group) => elements(&mut group.children),
            Element::Choose(choose) => {
                elements(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| elements(&mut branch.children));
                choose.otherwise.iter_mut().for_each(|branch| elements(&mut branch.children));
            }
            Element::Label(own) => {
                if let Some(fixed) = fixed_label(own) {
                    *element = fixed;
                }
            }
            Element::Text(_) | Element::Date(_) | Element::Number(_) => {}
        }
    }
}

/// The term of a label of pages whose number is not that of the pages, where there are pages.
fn fixed_label(label: &Label) -> Option<Element> {
    let plural = match (&label.variable, label.label.plural) {
        (NumberOrPageVariable::Page(_), LabelPluralize::Always) => true,
        (NumberOrPageVariable::Page(_), LabelPluralize::Never) => false,
        _ => return None,
    };
    let form = label.label.form;
    let mut text = Text::with_target(TextTarget::Term { term: Term::PageVariable, form, plural });
    text.formatting = label.label.formatting;
    text.affixes.clone_from(&label.label.affixes);
    text.text_case = label.label.text_case;
    text.strip_periods = label.label.strip_periods;
    let branch = ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: Some(vec![Variable::Page(PageVariable::Page)]),
        match_: ChooseMatch::default(),
        children: vec![Element::Text(text)],
    };
    Some(Element::Choose(Choose { if_: branch, else_if: Vec::new(), otherwise: None }))
}

fn is_number(element: &Element) -> bool {
    match element {
        Element::Number(number) => number.variable == NumberOrPageVariable::Number(NumberVariable::CitationNumber),
        Element::Text(text) => {
            matches!(&text.target, TextTarget::Variable { var: Variable::Number(NumberVariable::CitationNumber), .. })
        }
        _ => false,
    }
}

/// Names that stand in for others take the form of those.
fn names(own: &mut Names) {
    if !own.children.iter().any(|child| matches!(child, NamesChild::Name(_))) {
        own.children.insert(0, NamesChild::Name(Name::default()));
    }
}
