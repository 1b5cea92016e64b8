//! `Debug` without content, for types with health data or a person's name.

/// Implements a `Debug` for each type that prints the type's name only.
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
