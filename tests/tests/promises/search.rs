//! Searches for secrets in every encoding.

use std::path::Path;

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};

/// Searched bytes, as text with one character per byte.
pub(crate) struct Haystack {
    name: String,
    text: String,
}

impl Haystack {
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), text: one_to_one(bytes) }
    }

    /// Every file of a folder with its content.
    pub(crate) fn files(folder: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = entries.filter(|path| path.is_file());
        let read =
            |path: &Path| Self::new(&path.display().to_string(), &std::fs::read(path).unwrap());
        files.map(|path| read(&path)).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The encodings of `secret` found here.
    pub(crate) fn find(&self, secret: &[u8]) -> Vec<&'static str> {
        let forms = forms(secret).into_iter();
        forms.filter(|(_, form)| self.text.contains(form)).map(|(name, _)| name).collect()
    }
}

/// Raw, UTF-16, hex, and base64 at each of three alignments.
fn forms(secret: &[u8]) -> Vec<(&'static str, String)> {
    let wide: Vec<u8> = secret.iter().flat_map(|byte| [*byte, 0]).collect();
    let mut forms = vec![
        ("raw", one_to_one(secret)),
        ("UTF-16", one_to_one(&wide)),
        ("hex", HEXLOWER.encode(secret)),
        ("hex", HEXUPPER.encode(secret)),
    ];
    for before in 0..3_usize {
        let shifted = [vec![0; before], secret.to_vec()].concat();
        let first = (before * 8).div_ceil(6);
        let whole = shifted.len() * 8 / 6;
        for encoding in [BASE64_NOPAD, BASE64URL_NOPAD] {
            let text = encoding.encode(&shifted);
            forms.push(("base64", text.chars().take(whole).skip(first).collect()));
        }
    }
    forms
}

fn one_to_one(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[test]
fn a_planted_secret_is_found_in_every_form_and_at_every_place() {
    let secret = b"Qzx 73.25";
    for before in 0..7 {
        let planted = [vec![b'~'; before], secret.to_vec(), b"~~tail".to_vec()].concat();
        let found = |text: &[u8]| Haystack::new("", text).find(secret);
        assert_eq!(found(&planted), ["raw"]);
        assert_eq!(found(HEXLOWER.encode(&planted).as_bytes()), ["hex"]);
        assert_eq!(found(HEXUPPER.encode(&planted).as_bytes()), ["hex"]);
        let base64 = BASE64_NOPAD.encode(&planted);
        assert!(found(base64.as_bytes()).contains(&"base64"), "{before} {base64}");
        let base64 = BASE64URL_NOPAD.encode(&planted);
        assert!(found(base64.as_bytes()).contains(&"base64"), "{before} {base64}");
        let wide: Vec<u8> = planted.iter().flat_map(|byte| [*byte, 0]).collect();
        assert_eq!(found(&wide), ["UTF-16"]);
        assert!(found(b"Qzx 73.24").is_empty());
    }
}
