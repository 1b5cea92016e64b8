//! Promises kept on real parts: the server over HTTP, phones with their files, a process that is
//! killed, a disk that is full.

mod blind;
mod kill;
mod search;
mod traffic;
mod world;
mod wrong;
