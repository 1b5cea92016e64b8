//! What a program brings: where to keep things, a network, randomness, a clock.

use std::sync::Arc;

use crate::crypto::random::Random;
use crate::journal::{Shelf, Store};
use crate::sync::server::Server;
use crate::sync::transport::{Clock, Transport};

/// The host of a client, built once per program.
#[derive(Debug)]
pub struct Host<S, T, R, C> {
    /// The program's journals and their store.
    pub shelf: Shelf<S>,
    /// Randomness.
    pub random: R,
    transport: Arc<T>,
    clock: Arc<C>,
}

/// A server as a client of this host calls it.
pub type HostServer<T, C> = Server<Arc<T>, Arc<C>>;

impl<S: Store, T: Transport, R: Random, C: Clock> Host<S, T, R, C> {
    /// A host without journals.
    pub fn new(store: S, transport: T, random: R, clock: C) -> Self {
        let (transport, clock) = (Arc::new(transport), Arc::new(clock));
        Self { shelf: Shelf::new(store), random, transport, clock }
    }

    /// The server at `origin`; a new one has no session.
    #[must_use]
    pub fn server(&self, origin: &str) -> HostServer<T, C> {
        let origin = origin.trim_end_matches('/');
        Server::new(Arc::clone(&self.transport), Arc::clone(&self.clock), origin)
    }

    /// Now, in seconds of Unix time, by the host's clock.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.unix_seconds()
    }

    /// Now as marks state it.
    #[must_use]
    pub fn mark_time(&self) -> u64 {
        u64::try_from(self.now()).unwrap_or(0)
    }
}
