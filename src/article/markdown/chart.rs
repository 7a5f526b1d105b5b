//! Blocks of code marked `chart`: drawn, with caption and data.

use super::walk::Walker;
use crate::article::body::Hole;
use crate::article::summary::PassageKind;
use crate::base::lang::Lang;
use crate::base::span::{Span, line_at, position};
use crate::chart::{self, Block, Flow};
use crate::diag::Diagnostic;

impl Walker<'_, '_> {
    /// Draws the chart that `code`, the text of the block at `span`, describes.
    pub(super) fn chart(&mut self, code: &str, span: Span) {
        let read = chart::read(code);
        for fault in read.faults {
            let at = self.at(in_block(self.text, span, code, fault.span));
            let finding = Diagnostic::error(fault.rule, self.setting.file, at, fault.message);
            self.report(fault.help.into_iter().fold(finding, Diagnostic::help));
        }
        if let Some(block) = read.block {
            self.figure_of(&block, in_block(self.text, span, code, caption_span(code)));
        }
    }

    /// The figure: drawing, caption, and the data as a table that opens.
    fn figure_of(&mut self, block: &Block, caption_at: Span) {
        self.apart();
        self.kinds.push(PassageKind::Caption);
        let at = self.at(caption_at);
        self.caption_words(&block.caption, at);
        let name = self.passage.as_ref().map(|c| c.words().trim().to_owned()).unwrap_or_default();
        self.close_passage();
        self.kinds.pop();
        let caption = self.together();
        let rtl = Lang::new(self.setting.lang).is_some_and(|lang| lang.direction() == "rtl");
        self.push("<figure class=\"chart\">\n");
        self.push(&chart::svg(&block.chart, &name, if rtl { Flow::RightToLeft } else { Flow::LeftToRight }));
        self.push("<figcaption>");
        self.append(caption);
        self.push("\n<details><summary>");
        self.hole(Hole::Word("chart-data"));
        self.tables += 1;
        self.push("</summary>\n<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.hole(Hole::Word("table"));
        self.push(&format!(" {}\">", self.tables));
        self.push(&chart::table(&block.chart));
        self.push("</div></details></figcaption>\n</figure>\n");
    }
}

/// Where `inner`, a place in a block's code, stands in `text`: in the line as far below the block's first, behind the
/// indentation that the block has there.
fn in_block(text: &str, block: Span, code: &str, inner: Span) -> Span {
    let (line_start, line) = line_at(code, inner.start);
    let below = position(code, inner.start).line;
    let ends = text[block.start..].match_indices('\n').map(|(at, _)| block.start + at + 1);
    let Some(start) = ends.take(below).last().filter(|start| *start < block.end) else { return block };
    let (_, whole) = line_at(text, start);
    let indent = whole.find(line.trim_end()).unwrap_or(0);
    let from = start + indent + (inner.start - line_start);
    Span::new(from, (from + inner.len()).min(start + whole.len()).max(from))
}

/// Where the caption stands in the code.
fn caption_span(code: &str) -> Span {
    let at = if code.starts_with("caption:") { Some(0) } else { code.find("\ncaption:").map(|at| at + 1) };
    at.map_or(Span::default(), |at| Span::new(at, at + line_at(code, at).1.len()))
}
