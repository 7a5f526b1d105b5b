//! A style cut down to what it can print of items of one kind: those of one type that have the same fields.
//!
//! The processor walks a style from the top for every reference, asks at every group and choice again what lies below it,
//! and looks macros up by name: the style of the American Psychological Association has 150 of them. What the type of an
//! item and the fields it lacks decide is the same for all items of that kind, and is decided here once:
//!
//! 1. Branches whose condition is false go; where one is true, it is all that is left of its choice.
//! 2. What prints a field that is not there goes. One such part stays in each list ([absent]): a group that has only parts
//!    without a value must know that it has some, since it prints nothing then, not even its words.
//! 3. Parts that stand in for names go where the names are there; macros that nothing calls any more go.
//!
//! Invariant: the text is the same as from the whole style (`tests/spec_source.rs` compares them).

use hayagriva::citationberg::taxonomy::{Kind, NumberOrPageVariable, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, CslMacro, ElseBranch, IndependentStyle, LayoutRenderingElement as Element, LongShortForm, Names,
    NamesChild, Text, TextTarget,
};
use hayagriva::types::Numeric;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;

/// What tells kinds of items apart: type, fields, and which of these are numbers. `None` where a field's value decides too, so that the whole style is needed.
pub(super) fn signature(item: &Map<String, Value>) -> Option<String> {
    let blank = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
    let dated = item.get("issued").and_then(|date| date.pointer("/date-parts/0/0")).and_then(Value::as_i64);
    let years = -9_999..=9_999;
    if item.values().any(blank) || dated.is_some_and(|year| !years.contains(&year)) {
        return None;
    }
    let mut out = item.get("type").and_then(Value::as_str).unwrap_or("").to_owned();
    for (key, value) in item.iter().filter(|(key, _)| !matches!(key.as_str(), "type" | "id")) {
        out.push(if is_numeric(value) { '#' } else { ' ' });
        out.push_str(key);
    }
    Some(out)
}

/// Whether a field's value is a number to the processor (`2`, `2nd`, `1–3`).
fn is_numeric(value: &Value) -> bool {
    value.as_str().is_some_and(|text| Numeric::from_str(text).is_ok())
}

/// `style` for items that have the type and the fields of `item`.
pub(super) fn specialised(style: &IndependentStyle, item: &Map<String, Value>) -> IndependentStyle {
    let kind = item.get("type").and_then(Value::as_str).and_then(|word| Kind::from_str(word).ok());
    // What stands in for missing names is not printed a second time: a field that may be used so may be missing later.
    let mut first = Cutter { style, item, kind, unsure: None, macros: BTreeMap::new(), order: Vec::new() };
    let once = first.style();
    let mut unsure = HashSet::new();
    substitutes(&once, &mut unsure);
    Cutter { style, item, kind, unsure: Some(unsure), macros: BTreeMap::new(), order: Vec::new() }.style()
}

/// A part that has a variable, and none that has a value.
fn absent() -> Element {
    let var = Variable::Standard(StandardVariable::Annote);
    Element::Text(Text::with_target(TextTarget::Variable { var, form: LongShortForm::Long }))
}

struct Cutter<'s> {
    style: &'s IndependentStyle,
    item: &'s Map<String, Value>,
    kind: Option<Kind>,
    /// Fields that may count as missing though they are there; `None` before these are known: then it may be any.
    unsure: Option<HashSet<Variable>>,
    /// What is left of each macro that was met.
    macros: BTreeMap<&'s str, Vec<Element>>,
    /// Macros that are called, in the order of their first call.
    order: Vec<&'s str>,
}

impl<'s> Cutter<'s> {
    fn style(&mut self) -> IndependentStyle {
        let mut out = IndependentStyle { macros: Vec::new(), ..self.style.clone() };
        if let (Some(bibliography), Some(whole)) = (&mut out.bibliography, &self.style.bibliography) {
            let list = if whole.layout.delimiter.is_none() { Held::Apart } else { Held::InGroup };
            bibliography.layout.elements = self.list(&whole.layout.elements, list);
        }
        out.macros = self.order.iter().map(|name| CslMacro { name: (*name).to_owned(), children: self.macros[name].clone() }).collect();
        out
    }

    /// What is left of a list of parts.
    fn list(&mut self, parts: &'s [Element], held: Held) -> Vec<Element> {
        let absent = absent();
        let mut out: Vec<Element> = Vec::with_capacity(parts.len());
        for part in parts {
            let left = match self.part(part) {
                Some(Element::Choose(choose)) => held.chosen(choose),
                left => left.into_iter().collect(),
            };
            for part in left {
                if part != absent || !out.contains(&absent) {
                    out.push(part);
                }
            }
        }
        out
    }

    /// What is left of a part; [absent] where it only has fields that are not there.
    fn part(&mut self, part: &'s Element) -> Option<Element> {
        match part {
            Element::Text(text) => self.text(text),
            Element::Number(number) if self.has(number_variable(number.variable)) == Some(false) => Some(absent()),
            Element::Date(date) if date.variable.is_some_and(|v| self.has(Variable::Date(v)) == Some(false)) => Some(absent()),
            Element::Label(label) if self.has(number_variable(label.variable)) == Some(false) => None,
            Element::Names(names) => self.names(names),
            Element::Choose(choose) => self.choose(choose),
            Element::Group(group) => {
                let children = self.list(&group.children, Held::InGroup);
                let silent = children.iter().all(|child| *child == absent() || is_words(child)) && children.contains(&absent());
                match children.is_empty() {
                    true => None,
                    false if silent => Some(absent()),
                    false => {
                        let mut left = group.clone();
                        left.children = children;
                        Some(Element::Group(left))
                    }
                }
            }
            other => Some(other.clone()),
        }
    }

    fn text(&mut self, text: &'s Text) -> Option<Element> {
        match &text.target {
            TextTarget::Variable { var, .. } if self.has(*var) == Some(false) => Some(absent()),
            TextTarget::Macro { name } => {
                match self.named(name)? {
                    [] => return None,
                    [one] if *one == absent() => return Some(absent()),
                    _ => {}
                }
                self.call(name);
                Some(Element::Text(text.clone()))
            }
            _ => Some(Element::Text(text.clone())),
        }
    }

    /// What is left of a macro; `None` where there is none of this name.
    fn named(&mut self, name: &str) -> Option<&[Element]> {
        let found = self.style.macros.iter().find(|m| m.name == name)?;
        if !self.macros.contains_key(found.name.as_str()) {
            // Depth is bounded, and circles are refused, by [super::fault].
            let left = self.list(&found.children, Held::Apart);
            self.macros.insert(&found.name, left);
        }
        self.macros.get(name).map(Vec::as_slice)
    }

    fn call(&mut self, name: &'s str) {
        if !self.order.contains(&name) {
            self.order.push(name);
        }
    }

    fn names(&mut self, names: &'s Names) -> Option<Element> {
        let has: Vec<Option<bool>> = names.variable.iter().map(|v| self.has(Variable::Name(*v))).collect();
        let mut left = names.clone();
        if has.contains(&Some(true)) {
            left.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
            return Some(Element::Names(left));
        }
        for (child, whole) in left.children.iter_mut().zip(&names.children) {
            if let (NamesChild::Substitute(own), NamesChild::Substitute(whole)) = (child, whole) {
                own.children = self.list(&whole.children, Held::ForNames);
            }
        }
        let stands_in = left.children.iter().any(|child| matches!(child, NamesChild::Substitute(s) if !s.children.is_empty()));
        let missing = has.iter().all(|has| *has == Some(false));
        (!missing || stands_in).then_some(Element::Names(left))
    }

    fn choose(&mut self, choose: &'s Choose) -> Option<Element> {
        let mut open: Vec<ChooseBranch> = Vec::new();
        let mut last: &'s [Element] = choose.otherwise.as_ref().map_or(&[], |own| &own.children);
        for branch in choose.branches() {
            match self.holds(branch) {
                Some(false) => {}
                Some(true) => {
                    last = &branch.children;
                    break;
                }
                None => open.push(ChooseBranch { children: self.list(&branch.children, Held::Apart), ..branch.clone() }),
            }
        }
        let children = self.list(last, Held::Apart);
        let silent = children.iter().all(|child| *child == absent());
        match (open.is_empty(), children.as_slice()) {
            (true, []) => return None,
            (true, _) if silent => return Some(absent()),
            _ => {}
        }
        let mut open = open.into_iter();
        let if_ = open.next().unwrap_or_else(never);
        let otherwise = Some(ElseBranch { children }).filter(|own| !own.children.is_empty());
        Some(Element::Choose(Choose { if_, else_if: open.collect(), otherwise }))
    }

    /// Whether the condition of a branch holds for all items of the kind.
    fn holds(&self, branch: &ChooseBranch) -> Option<bool> {
        let mut tests: Vec<Option<bool>> = Vec::new();
        // No reference of a list of one needs to be told from another.
        tests.extend(branch.disambiguate.map(|wanted| Some(!wanted)));
        for var in branch.is_numeric.iter().flatten() {
            tests.push(match var {
                Variable::Standard(_) | Variable::Number(_) if self.is_number(*var) => self.has(*var),
                Variable::Standard(_) | Variable::Number(_) if self.has(*var).is_none() && self.value(*var).is_none() => None,
                _ => Some(false),
            });
        }
        tests.extend(branch.is_uncertain_date.iter().flatten().map(|_| Some(false)));
        tests.extend(branch.locator.iter().flatten().map(|_| Some(false)));
        tests.extend(branch.position.iter().flatten().map(|_| None));
        tests.extend(branch.type_.iter().flatten().map(|kind| Some(Some(*kind) == self.kind)));
        tests.extend(branch.variable.iter().flatten().map(|var| self.has(*var)));
        if tests.is_empty() {
            return None;
        }
        let (any, all) = match branch.match_ {
            ChooseMatch::All => (Some(false), Some(true)),
            ChooseMatch::Any => (Some(true), Some(false)),
            ChooseMatch::None => (Some(true), Some(false)),
        };
        let verdict = if tests.contains(&any) { any } else { all.filter(|_| tests.iter().all(|test| *test == all)) };
        if branch.match_ == ChooseMatch::None { verdict.map(|v| !v) } else { verdict }
    }

    /// Whether items of the kind have a value for `var`; `None` where that is not certain.
    fn has(&self, var: Variable) -> Option<bool> {
        use NumberVariable::{CitationNumber, FirstReferenceNoteNumber, Locator, PageFirst};
        let made = matches!(var, Variable::Standard(StandardVariable::YearSuffix | StandardVariable::CitationLabel))
            || matches!(var, Variable::Number(CitationNumber | FirstReferenceNoteNumber | Locator | PageFirst));
        if made {
            return None;
        }
        if self.value(var).is_none() {
            return Some(false);
        }
        self.unsure.as_ref().filter(|unsure| !unsure.contains(&var)).map(|_| true)
    }

    /// The value of `var`, as far as it is a field of the item.
    fn value(&self, var: Variable) -> Option<&Value> {
        self.item.get(&match var {
            Variable::Standard(v) => v.to_string(),
            Variable::Number(v) => v.to_string(),
            Variable::Date(v) => v.to_string(),
            Variable::Name(v) => v.to_string(),
            Variable::Page(v) => v.to_string(),
        })
    }

    fn is_number(&self, var: Variable) -> bool {
        self.value(var).is_some_and(is_numeric)
    }
}

/// What holds a list of parts, and so whether the parts of a decided choice may stand in its place.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    /// A group: it counts the groups that stand in it directly.
    InGroup,
    /// What stands in for names: only its first part that prints is printed.
    ForNames,
    /// A macro, a branch, or the whole.
    Apart,
}

impl Held {
    /// The parts of a choice of which one way is left; else the choice.
    fn chosen(self, choose: Choose) -> Vec<Element> {
        let decided = choose.else_if.is_empty() && choose.if_ == never();
        let groups = choose.otherwise.iter().flat_map(|own| &own.children).any(|child| matches!(child, Element::Group(_)));
        match choose.otherwise {
            Some(otherwise) if decided && (self == Self::Apart || self == Self::InGroup && !groups) => otherwise.children,
            otherwise => vec![Element::Choose(Choose { otherwise, ..choose })],
        }
    }
}

/// A branch whose condition never holds.
fn never() -> ChooseBranch {
    ChooseBranch {
        disambiguate: Some(true),
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children: Vec::new(),
    }
}

fn number_variable(variable: NumberOrPageVariable) -> Variable {
    match variable {
        NumberOrPageVariable::Number(v) => Variable::Number(v),
        NumberOrPageVariable::Page(v) => Variable::Page(v),
    }
}

/// Whether a part prints words of the style or the language, whatever the item.
fn is_words(part: &Element) -> bool {
    matches!(part, Element::Text(text) if matches!(text.target, TextTarget::Term { .. } | TextTarget::Value { .. }))
}

/// All fields that may stand in for names in `style`.
fn substitutes(style: &IndependentStyle, out: &mut HashSet<Variable>) {
    let lists = style.macros.iter().map(|m| &m.children).chain(style.bibliography.iter().map(|b| &b.layout.elements));
    for list in lists {
        list.iter().for_each(|part| gather(style, part, Standing::ForItself, out));
    }
}

/// Whether a part is in the place of names.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    ForItself,
    ForNames,
}

fn gather(style: &IndependentStyle, part: &Element, standing: Standing, out: &mut HashSet<Variable>) {
    let mut found = |var: Variable| {
        if standing == Standing::ForNames {
            out.insert(var);
        }
    };
    match part {
        Element::Text(text) => match &text.target {
            TextTarget::Variable { var, .. } => found(*var),
            TextTarget::Macro { name } if standing == Standing::ForNames => {
                let called = style.macros.iter().find(|m| m.name == *name);
                called.iter().flat_map(|m| &m.children).for_each(|child| gather(style, child, standing, out));
            }
            _ => {}
        },
        Element::Number(number) => found(number_variable(number.variable)),
        Element::Label(label) => found(number_variable(label.variable)),
        Element::Date(date) => date.variable.into_iter().for_each(|v| found(Variable::Date(v))),
        Element::Names(names) => {
            names.variable.iter().for_each(|v| found(Variable::Name(*v)));
            for child in &names.children {
                if let NamesChild::Substitute(own) = child {
                    own.children.iter().for_each(|part| gather(style, part, Standing::ForNames, out));
                }
            }
        }
        Element::Group(group) => group.children.iter().for_each(|child| gather(style, child, standing, out)),
        Element::Choose(choose) => {
            let branches = choose.branches().flat_map(|branch| &branch.children);
            let otherwise = choose.otherwise.iter().flat_map(|own| &own.children);
            branches.chain(otherwise).for_each(|child| gather(style, child, standing, out));
        }
    }
}
