//! Chinese and Japanese numbers: numerals (三十二), multipliers behind digits (3.5万), 百分之三十五, 三分之一, 一半.

use super::token::{Kind, Tokens};

/// What the characters at `at` say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Han {
    /// A whole number.
    Number(f64),
    /// A share in percent.
    Share(f64),
}

fn numeral(c: char) -> Option<f64> {
    let value = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(f64::from(value))
}

fn small_multiplier(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        _ => None,
    }
}

/// A multiplier behind digits: 万, 亿, 千万, 百万.
pub fn scale(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let first = tokens.cjk(at)?;
    let big = |c: char| match c {
        '万' | '萬' => Some(1e4),
        '亿' | '億' => Some(1e8),
        '兆' => Some(1e12),
        _ => None,
    };
    if let Some(value) = big(first) {
        return match tokens.cjk(at + 1).and_then(big) {
            Some(more) => Some((value * more, at + 2)),
            None => Some((value, at + 1)),
        };
    }
    let value = small_multiplier(first).filter(|_| first != '十')?;
    match tokens.cjk(at + 1).and_then(big) {
        Some(more) => Some((value * more, at + 2)),
        None => Some((value, at + 1)),
    }
}

/// What the characters at `at` say, and the token behind them.
pub fn read(tokens: &Tokens<'_>, at: usize) -> Option<(Han, usize)> {
    let first = tokens.cjk(at)?;
    if first == '百' && tokens.cjk(at + 1) == Some('分') && tokens.cjk(at + 2) == Some('之') {
        return whole(tokens, at + 3).map(|(n, end)| (Han::Share(n), end));
    }
    if matches!(first, '一' | '过' | '過') && tokens.cjk(at + 1) == Some('半') {
        return tokens.cjk(at + 2).is_none_or(|c| c != '年').then_some((Han::Share(50.0), at + 2));
    }
    if first == '半' && tokens.cjk(at + 1) == Some('数') {
        return Some((Han::Share(50.0), at + 2));
    }
    let (value, end) = whole(tokens, at)?;
    if tokens.cjk(end) == Some('分') && tokens.cjk(end + 1) == Some('之') {
        let (count, behind) = whole(tokens, end + 2)?;
        return (value > 0.0).then_some((Han::Share(100.0 * count / value), behind));
    }
    if tokens.cjk(end) == Some('成') {
        return Some((Han::Share(value * 10.0), end + 1));
    }
    // 一 alone is an article more often than a number.
    let counts =
        end > at + 1 || value != 1.0 || tokens.cjk(end).is_some_and(|c| matches!(c, '倍' | '年' | '岁' | '天' | '周' | '例' | '名'));
    counts.then_some((Han::Number(value), end))
}

/// A whole number at `at`, in numerals or digits (with a decimal point for digits).
fn whole(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    if tokens.is(at, Kind::Digits) {
        return match super::number::read(tokens, at, false) {
            super::number::Read::Number(n) => Some((n.value, n.next)),
            _ => None,
        };
    }
    let (mut total, mut section, mut pending, mut n) = (0.0, 0.0, None::<f64>, at);
    while let Some(c) = tokens.cjk(n) {
        if let Some(value) = numeral(c) {
            if pending.is_some_and(|p| p > 0.0) {
                break;
            }
            pending = Some(value);
        } else if let Some(by) = small_multiplier(c) {
            section += pending.take().unwrap_or(1.0) * by;
        } else if matches!(c, '万' | '萬' | '亿' | '億') {
            let by = if matches!(c, '万' | '萬') { 1e4 } else { 1e8 };
            total += (section + pending.take().unwrap_or(0.0)) * by;
            section = 0.0;
        } else if c == '点' && tokens.cjk(n + 1).and_then(numeral).is_some() && pending.is_some() {
            return Some(decimal(tokens, n + 1, total + section + pending.unwrap_or(0.0)));
        } else {
            break;
        }
        n += 1;
    }
    (n > at).then_some((total + section + pending.unwrap_or(0.0), n))
}

fn decimal(tokens: &Tokens<'_>, from: usize, whole: f64) -> (f64, usize) {
    let (mut value, mut place, mut n) = (whole, 0.1, from);
    while let Some(digit) = tokens.cjk(n).and_then(numeral) {
        value += digit * place;
        place /= 10.0;
        n += 1;
    }
    (value, n)
}
