//! Promises tested on real parts: the server over HTTP, phones with their files, a killed process,
//! a full disk.

#[cfg(test)]
mod blind;
#[cfg(test)]
mod hidden;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod library;
#[cfg(test)]
mod rating;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod search;
#[cfg(test)]
mod traffic;
mod treatment;
#[cfg(test)]
mod world;
#[cfg(test)]
mod wrong;
