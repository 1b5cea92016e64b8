//! The host of a client: storage, network, randomness and clock, as the program provides them.

use std::sync::Arc;

use crate::crypto::random::Random;
use crate::journal::{Shelf, Store};
use crate::sync::run::Syncing;
use crate::sync::server::Server;
use crate::sync::transport::{Clock, Transport};

/// The types that a program provides; [`Host`] contains the values.
pub trait Platform {
    /// Stores records.
    type Store: Store;
    /// Sends requests to servers.
    type Transport: Transport;
    /// Generates random bytes.
    type Random: Random;
    /// Reads the time.
    type Clock: Clock;
}

/// The host of a client. A program creates one.
pub struct Host<P: Platform> {
    /// The program's journals and their store.
    pub shelf: Shelf<P::Store>,
    /// Randomness.
    pub random: P::Random,
    transport: Arc<P::Transport>,
    clock: Arc<P::Clock>,
}

/// A server, called through this host.
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
    /// Creates a host without open journals.
    pub fn new(
        store: P::Store,
        transport: P::Transport,
        random: P::Random,
        clock: P::Clock,
    ) -> Self {
        let (transport, clock) = (Arc::new(transport), Arc::new(clock));
        Self { shelf: Shelf::new(store), random, transport, clock }
    }

    /// Returns the server at `origin`, without a session.
    #[must_use]
    pub fn server(&self, origin: &str) -> HostServer<P> {
        let origin = origin.trim_end_matches('/');
        Server::new(Arc::clone(&self.transport), Arc::clone(&self.clock), origin)
    }

    /// Returns a sync with `server`.
    ///
    /// Requests use a clinician's session if `staff` is true; otherwise each journal's identity signs them.
    pub fn syncing<'a>(&'a self, server: &'a HostServer<P>, staff: bool) -> HostSyncing<'a, P> {
        Syncing { shelf: &self.shelf, server, random: &self.random, staff }
    }

    /// Returns the time of the host's clock, in Unix seconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.unix_seconds()
    }

    /// Returns the time for marks, in Unix seconds; 0 before 1970.
    #[must_use]
    pub fn mark_time(&self) -> u64 {
        u64::try_from(self.now()).unwrap_or(0)
    }
}
