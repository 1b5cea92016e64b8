//! The table of protocol.md 3.2: which role may write what.

use std::collections::BTreeSet;

use crate::record::open::{Open, Role};

/// What kind of space the rules are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
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
pub fn may_add(kind: Kind, roles: &Roles, role: Role) -> bool {
    roles.iter().any(|author| match (kind, author) {
        (Kind::Clinic, Role::Root) => matches!(role, Role::Root | Role::Lead | Role::Clinician),
        (Kind::Clinic, Role::Lead) => role == Role::Clinician,
        (Kind::Shared, Role::Device | Role::Recovery) => {
            matches!(role, Role::Device | Role::Recovery | Role::Clinician)
        }
        (Kind::Shared, Role::Clinician) => matches!(role, Role::Clinician | Role::Device),
        (Kind::Own, Role::Device | Role::Recovery) => matches!(role, Role::Device | Role::Recovery),
        (Kind::Clinic, Role::Clinician | Role::Device | Role::Recovery)
        | (Kind::Shared, Role::Root | Role::Lead)
        | (Kind::Own, Role::Root | Role::Lead | Role::Clinician) => false,
    })
}

/// Whether a member with `roles` may remove somebody.
///
/// `itself` says that it is its own subject, `subject` holds the roles the subject ever had, and
/// `gone_from_directory` that the clinic's directory removed the subject. A narrow right must
/// hold for every role of the subject; who may remove anyone may remove a stranger too.
#[must_use]
pub fn may_remove(
    kind: Kind,
    roles: &Roles,
    subject: &Roles,
    itself: bool,
    gone_from_directory: bool,
) -> bool {
    roles.iter().any(|author| match (kind, author) {
        (Kind::Clinic, Role::Root) | (Kind::Shared | Kind::Own, Role::Device | Role::Recovery) => {
            true
        }
        (Kind::Clinic, Role::Lead) => subject.iter().all(|role| *role == Role::Clinician),
        (Kind::Clinic, Role::Clinician) => itself,
        (Kind::Shared, Role::Clinician) => {
            itself
                || subject.iter().all(|role| match role {
                    Role::Device | Role::Recovery => true,
                    Role::Clinician => gone_from_directory,
                    Role::Root | Role::Lead => false,
                })
        }
        (Kind::Clinic, Role::Device | Role::Recovery)
        | (Kind::Shared, Role::Root | Role::Lead)
        | (Kind::Own, Role::Root | Role::Lead | Role::Clinician) => false,
    })
}

/// Whether a member with `roles` may write entries.
#[must_use]
pub fn may_write_entries(kind: Kind, roles: &Roles) -> bool {
    roles.iter().any(|role| match kind {
        Kind::Clinic => matches!(role, Role::Lead | Role::Clinician),
        Kind::Shared => matches!(role, Role::Device | Role::Clinician),
        Kind::Own => *role == Role::Device,
    })
}

/// Whether a member with `roles` may grant keys.
#[must_use]
pub fn may_grant(kind: Kind, roles: &Roles) -> bool {
    roles.iter().any(|role| match kind {
        Kind::Clinic => matches!(role, Role::Lead | Role::Clinician),
        Kind::Shared => matches!(role, Role::Device | Role::Recovery | Role::Clinician),
        Kind::Own => matches!(role, Role::Device | Role::Recovery),
    })
}

/// Whether a member with `roles` may write this open record.
///
/// Who may remove whom is asked of [`may_remove`], and a genesis is nobody's to write later.
#[must_use]
pub fn may_write_open(kind: Kind, roles: &Roles, open: &Open) -> bool {
    match open {
        Open::Genesis(_) | Open::Remove(_) => false,
        Open::Add(add) => {
            // In a journal a clinician's keys come from the directory, everywhere else from the
            // member with its consent.
            let listed = add.member.identity().is_none();
            let by_directory = kind != Kind::Clinic && add.member.role == Role::Clinician;
            listed == by_directory && may_add(kind, roles, add.member.role)
        }
        Open::Grant(_) => may_grant(kind, roles),
        Open::Watch(_) => kind == Kind::Clinic && may_write_entries(kind, roles),
        Open::Mark(_) => !roles.is_empty(),
        Open::Close(_) => {
            kind != Kind::Clinic
                && roles.iter().any(|role| matches!(role, Role::Device | Role::Recovery))
        }
    }
}
