//! The table of protocol.md 3.2: which role may write which record.

use std::collections::BTreeSet;

use crate::record::open::{Open, Role};

/// Who a space is for, which decides its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// A clinic: its directory and internal records.
    Clinic,
    /// A journal that a patient shares with a clinic.
    Shared,
    /// A patient's own journal; no clinician can be added.
    Own,
}

/// The roles of one member; more than one if it was added repeatedly.
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
/// `itself`: whether a member removes itself. `subject`: the roles that the subject ever had.
/// `gone_from_directory`: whether the clinic's directory removed the subject. A right limited to
/// some roles must cover every role of the subject. An unlimited right covers strangers too.
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
/// Always false for a removal, which [`may_remove`] decides, and for a genesis, which is written
/// only once.
#[must_use]
pub fn may_write_open(audience: Audience, roles: &Roles, open: &Open) -> bool {
    match open {
        Open::Genesis(_) | Open::Remove(_) => false,
        Open::Add(add) => {
            // A journal takes a clinician's keys from the directory; any other member presents
            // its keys and consent.
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
