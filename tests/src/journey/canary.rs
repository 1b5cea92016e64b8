//! Searches bytes for forbidden content: raw, as hex and as base64.

use std::path::{Path, PathBuf};

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};

/// Every encoding of `canary` that a file may hold; base64 at each of three alignments.
#[must_use]
pub fn forms(canary: &str) -> Vec<Vec<u8>> {
    let raw = canary.as_bytes();
    let mut forms = vec![raw.to_vec(), HEXLOWER.encode(raw).into(), HEXUPPER.encode(raw).into()];
    // Characters at the ends depend on neighbouring bytes and are left out.
    for before in 0..3 {
        let padded = [vec![0; before], raw.to_vec()].concat();
        let (from, to) = (before + usize::from(before > 0), padded.len() * 8 / 6);
        for base64 in [BASE64_NOPAD.encode(&padded), BASE64URL_NOPAD.encode(&padded)] {
            forms.extend(base64.as_bytes().get(from..to).map(<[u8]>::to_vec));
        }
    }
    // A short string would match by chance.
    forms.retain(|form| form.len() >= 6);
    forms
}

/// The first encoding of `canary` in `bytes`, with its surroundings.
#[must_use]
pub fn find(bytes: &[u8], canary: &str) -> Option<String> {
    forms(canary).iter().find_map(|form| {
        let at = bytes.windows(form.len()).position(|window| window == form)?;
        let around = bytes.get(at.saturating_sub(60)..bytes.len().min(at + form.len() + 60))?;
        Some(around.escape_ascii().to_string())
    })
}

/// Every file below `folder` with its bytes, in order of its path.
///
/// # Errors
/// The error of the file system.
pub fn files(folder: &Path) -> std::io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            let bytes = std::fs::read(&path)?;
            found.push((path, bytes));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_is_found_in_every_form_and_at_every_place() {
        let canary = "Zanzibar Quillfeather";
        for before in 0..4 {
            let text = [&vec![b'~'; before], canary.as_bytes(), b"~~"].concat();
            for bytes in [
                text.clone(),
                HEXLOWER.encode(&text).into_bytes(),
                HEXUPPER.encode(&text).into_bytes(),
                BASE64_NOPAD.encode(&text).into_bytes(),
                BASE64URL_NOPAD.encode(&text).into_bytes(),
            ] {
                assert!(
                    find(&bytes, canary).is_some(),
                    "{before}: {}",
                    String::from_utf8_lossy(&bytes)
                );
                assert_eq!(find(&bytes, "Zanzibar Quellfeather"), None);
            }
        }
    }
}
