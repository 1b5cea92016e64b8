//! Operations of the protocol that this release refuses.
//!
//! The fold already handles them, so records of later releases are read correctly. Server and
//! clients call [`supported`] before they store or write an open record.

use crate::record::open::{Open, Role};

/// An operation that protocol.md allows and this release refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotYet {
    /// Ending a membership.
    #[error("removing members is not supported yet")]
    Remove,
    /// Ending a space.
    #[error("closing a journal is not supported yet")]
    Close,
    /// A second phone or a second recovery code.
    #[error("further devices and recovery codes are not supported yet")]
    FurtherDevice,
    /// A second lead or root key.
    #[error("further leads and root keys are not supported yet")]
    FurtherLead,
}

/// Refuses what this release does not support.
///
/// # Errors
/// The unsupported operation.
pub fn supported(open: &Open) -> Result<(), NotYet> {
    match open {
        Open::Remove(_) => Err(NotYet::Remove),
        Open::Close(_) => Err(NotYet::Close),
        Open::Add(add) => match add.member.role {
            Role::Device | Role::Recovery => Err(NotYet::FurtherDevice),
            Role::Root | Role::Lead => Err(NotYet::FurtherLead),
            Role::Clinician => Ok(()),
        },
        Open::Genesis(_) | Open::Grant(_) | Open::Watch(_) | Open::Mark(_) => Ok(()),
    }
}
