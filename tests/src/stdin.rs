//! Standard input, read beside other work.

use std::io::BufRead as _;

use tokio::sync::mpsc;

/// The lines of standard input, read on a thread of their own; closed at the end of the input.
#[must_use]
pub fn lines() -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
