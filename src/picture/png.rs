//! PNG with a palette (Portable Network Graphics, third edition, W3C 2025). The one door to `flate2`.

use super::canvas::Colour;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::collections::BTreeMap;
use std::io::Write;

/// The dots as a PNG file. Colours past the 256th become the nearest that the palette has.
pub(super) fn encode(width: u32, height: u32, dots: &[Colour]) -> Vec<u8> {
    let (palette, indexes) = palette(dots);
    let mut rows = Vec::with_capacity(dots.len() + height as usize);
    for row in indexes.chunks(width.max(1) as usize) {
        // Filter 0: an index is no amount that could be foretold.
        rows.push(0);
        rows.extend_from_slice(row);
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 3, 0, 0, 0]].concat();
    chunk(&mut out, b"IHDR", &header);
    chunk(&mut out, b"PLTE", &palette.concat());
    chunk(&mut out, b"IDAT", &squeeze(&rows));
    chunk(&mut out, b"IEND", &[]);
    out
}

fn palette(dots: &[Colour]) -> (Vec<Colour>, Vec<u8>) {
    let mut palette: Vec<Colour> = Vec::new();
    let mut known: BTreeMap<Colour, u8> = BTreeMap::new();
    let mut last: Option<(Colour, u8)> = None;
    let mut indexes = Vec::with_capacity(dots.len());
    for dot in dots {
        let index = match last {
            Some((colour, index)) if colour == *dot => index,
            _ => *known.entry(*dot).or_insert_with(|| index(&mut palette, *dot)),
        };
        last = Some((*dot, index));
        indexes.push(index);
    }
    (palette, indexes)
}

fn index(palette: &mut Vec<Colour>, colour: Colour) -> u8 {
    if palette.len() < 256 {
        palette.push(colour);
        return u8::try_from(palette.len() - 1).unwrap_or(u8::MAX);
    }
    let far = |other: &Colour| other.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b))).sum::<u32>();
    let nearest = (0..=u8::MAX).zip(palette.iter()).min_by_key(|(_, other)| far(other));
    nearest.map_or(0, |(n, _)| n)
}

fn squeeze(rows: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // Writing into memory does not fail.
    let written = encoder.write_all(rows).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}
