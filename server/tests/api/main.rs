//! The API over real HTTP: a server on port 0, records signed by real keys.

#[cfg(test)]
mod batch;
#[cfg(test)]
mod http;
#[cfg(test)]
mod life;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod pairings;
#[cfg(test)]
mod people;
#[cfg(test)]
mod records;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod world;
