//! The table of protocol.md 3.2: which role may write what.

use std::collections::BTreeSet;

use crate::record::open::{Open, Role};

/// What audience of space the rules are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// A clinic's directory and inner affairs.
    Clinic,
    /// A journal that a patient shares with a clinic.
    Shared,
    /// A journal that a patient shares with nobody; no clinician can be added.
    Own,
}

/// The roles of one member; several if it was added more than once.
pub type Roles = BTreeSet<Role>;

/// Whether a member with `roles` may add one with `role`.
#[must_use]
pub fn may_add(audience: Audience, roles: &Roles, role: Role) -> bool {
    roles.iter().any(|author| match (audience, author) {
        (Audience::Clinic, Role::Root) => matches!(role, Role::Root | Role::Lead | Role::Clinician),
        (Audience::Clinic, Role::Lead) => role == Role::Clinician,
        (Audience::Shared, Role::Device | Role::Recovery) => {
            matches!(role, Role::Device | Role::Recovery | Role::Clinician)
        }
        (Audience::Shared, Role::Clinician) => matches!(role, Role::Clinician | Role::Device),
        (Audience::Own, Role::Device | Role::Recovery) => {
            matches!(role, Role::Device | Role::Recovery)
        }
        (Audience::Clinic, Role::Clinician | Role::Device | Role::Recovery)
        | (Audience::Shared, Role::Root | Role::Lead)
        | (Audience::Own, Role::Root | Role::Lead | Role::Clinician) => false,
    })
}

/// Whether a member with `roles` may remove somebody.
///
/// `itself` says that it is its own subject, `subject` holds the roles the subject ever had, and
/// `gone_from_directory` that the clinic's directory removed the subject. A narrow right must
/// hold for every role of the subject; who may remove anyone may remove a stranger too.
#[must_use]
pub fn may_remove(
    audience: Audience,
    roles: &Roles,
    subject: &Roles,
    itself: bool,
    gone_from_directory: bool,
) -> bool {
    roles.iter().any(|author| match (audience, author) {
        (Audience::Clinic, Role::Root)
        | (Audience::Shared | Audience::Own, Role::Device | Role::Recovery) => true,
        (Audience::Clinic, Role::Lead) => subject.iter().all(|role| *role == Role::Clinician),
        (Audience::Clinic, Role::Clinician) => itself,
        (Audience::Shared, Role::Clinician) => {
            itself
                || subject.iter().all(|role| match role {
                    Role::Device | Role::Recovery => true,
                    Role::Clinician => gone_from_directory,
                    Role::Root | Role::Lead => false,
                })
        }
        (Audience::Clinic, Role::Device | Role::Recovery)
        | (Audience::Shared, Role::Root | Role::Lead)
        | (Audience::Own, Role::Root | Role::Lead | Role::Clinician) => false,
    })
}

/// Whether a member with `roles` may write entries.
#[must_use]
pub fn may_write_entries(audience: Audience, roles: &Roles) -> bool {
    roles.iter().any(|role| match audience {
        Audience::Clinic => matches!(role, Role::Lead | Role::Clinician),
        Audience::Shared => matches!(role, Role::Device | Role::Clinician),
        Audience::Own => *role == Role::Device,
    })
}

/// Whether a member with `roles` may grant keys.
#[must_use]
pub fn may_grant(audience: Audience, roles: &Roles) -> bool {
    roles.iter().any(|role| match audience {
        Audience::Clinic => matches!(role, Role::Lead | Role::Clinician),
        Audience::Shared => matches!(role, Role::Device | Role::Recovery | Role::Clinician),
        Audience::Own => matches!(role, Role::Device | Role::Recovery),
    })
}

/// Whether a member with `roles` may write this open record.
///
/// Who may remove whom is asked of [`may_remove`], and a genesis is nobody's to write later.
#[must_use]
pub fn may_write_open(audience: Audience, roles: &Roles, open: &Open) -> bool {
    match open {
        Open::Genesis(_) | Open::Remove(_) => false,
        Open::Add(add) => {
            // In a journal a clinician's keys come from the directory, everywhere else from the
            // member with its consent.
            let listed = add.member.identity().is_none();
            let by_directory = audience != Audience::Clinic && add.member.role == Role::Clinician;
            listed == by_directory && may_add(audience, roles, add.member.role)
        }
        Open::Grant(_) => may_grant(audience, roles),
        Open::Watch(_) => audience == Audience::Clinic && may_write_entries(audience, roles),
        Open::Mark(_) => !roles.is_empty(),
        Open::Close(_) => {
            audience != Audience::Clinic
                && roles.iter().any(|role| matches!(role, Role::Device | Role::Recovery))
        }
    }
}
