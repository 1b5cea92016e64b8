//! What a program brings: where to keep things, a network, randomness, a clock.

use std::sync::Arc;

use crate::crypto::random::Random;
use crate::journal::{Shelf, Store};
use crate::sync::run::Syncing;
use crate::sync::server::Server;
use crate::sync::transport::{Clock, Transport};

/// The types of what a program brings. [`Host`] holds the values.
pub trait Platform {
    /// Keeps records.
    type Store: Store;
    /// Reaches servers.
    type Transport: Transport;
    /// Gives random bytes.
    type Random: Random;
    /// Tells the time.
    type Clock: Clock;
}

/// The host of a client, built once per program.
pub struct Host<P: Platform> {
    /// The program's journals and their store.
    pub shelf: Shelf<P::Store>,
    /// Randomness.
    pub random: P::Random,
    transport: Arc<P::Transport>,
    clock: Arc<P::Clock>,
}

/// A server as a client of this host calls it.
pub type HostServer<P> = Server<Arc<<P as Platform>::Transport>, Arc<<P as Platform>::Clock>>;

/// A sync of this host's journals.
pub type HostSyncing<'a, P> = Syncing<
    'a,
    <P as Platform>::Store,
    Arc<<P as Platform>::Transport>,
    Arc<<P as Platform>::Clock>,
    <P as Platform>::Random,
>;

impl<P: Platform> Host<P> {
    /// A host without journals.
    pub fn new(
        store: P::Store,
        transport: P::Transport,
        random: P::Random,
        clock: P::Clock,
    ) -> Self {
        let (transport, clock) = (Arc::new(transport), Arc::new(clock));
        Self { shelf: Shelf::new(store), random, transport, clock }
    }

    /// The server at `origin`; a new one has no session.
    #[must_use]
    pub fn server(&self, origin: &str) -> HostServer<P> {
        let origin = origin.trim_end_matches('/');
        Server::new(Arc::clone(&self.transport), Arc::clone(&self.clock), origin)
    }

    /// A sync with `server`: by a clinician's session if `staff`, else signed by each journal's identity.
    pub fn syncing<'a>(&'a self, server: &'a HostServer<P>, staff: bool) -> HostSyncing<'a, P> {
        Syncing { shelf: &self.shelf, server, random: &self.random, staff }
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
