//! `Debug` without content, for everything that holds health data or a person's name.

/// Gives each type a `Debug` that prints its name and nothing it holds.
#[macro_export]
macro_rules! redacted {
    ($($name:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
