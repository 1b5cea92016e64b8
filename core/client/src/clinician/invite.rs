//! Inviting a patient: the invitation, the phone's claim, the six digits, the admission (protocol.md 4.2 and 4.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Clinician, Expected};
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::Writing;
use crate::language::words;
use crate::pairing::PairingError;
use crate::pairing::inviter::{Inviter, Offer};
use crate::sync::error::SyncError;
use crate::sync::server::{Call, Caller};
use crate::sync::transport::Method;
use interlude_clinical::entry::{ClinicInfoEntry, Entry, Profile};
use interlude_clinical::instrument::rule::Sex;
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::{Fingerprint, PairingId, RecordId, SpaceId};
use interlude_protocol::record::open::Role;
use interlude_protocol::wire::pairing::{PairingState, Stage};
use interlude_protocol::wire::path;

/// The person to invite, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NewPatient {
    /// Name as the clinic writes it.
    pub name: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub born: String,
    /// The clinic's number for the patient.
    pub clinic_number: Option<String>,
    /// Telephone number.
    pub telephone: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Sex for scoring rules that depend on it; `None` if not stated.
    #[serde(default)]
    pub sex_for_scoring: Option<Sex>,
}

impl NewPatient {
    /// Builds the profile entry.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if the name is empty or the date of birth is not a date.
    pub(super) fn profile(
        self,
        at: Moment,
        zone: Zone,
        replaces: Option<RecordId>,
    ) -> Result<Profile, ClientError> {
        if self.name.trim().is_empty() {
            return Err(ClientError::Invalid { what: "name" });
        }
        let born = NaiveDate::parse_from_str(&self.born, "%Y-%m-%d");
        Ok(Profile {
            at,
            zone,
            replaces,
            name: self.name,
            born: Some(born.map_err(|_| ClientError::Invalid { what: "born" })?),
            clinic_number: self.clinic_number,
            telephone: self.telephone,
            pronouns: self.pronouns,
            sex_for_scoring: self.sex_for_scoring,
        })
    }
}

interlude_clinical::redacted!(NewPatient);

/// An invitation to show.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Invited {
    /// The invitation as text, which is also the content of the QR code.
    pub text: String,
    /// When it expires (RFC 3339, UTC).
    pub expires_at: String,
}

interlude_clinical::redacted!(Invited);

/// The progress of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairingProgress {
    /// The current step.
    pub state: InviteState,
    /// The step in words.
    pub text: String,
}

/// The steps of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum InviteState {
    /// No phone has used it yet.
    Waiting,
    /// A phone has claimed it and shows six digits.
    Claimed,
    /// The digits match; the patient chooses what to share.
    Confirmed,
    /// The patient has joined.
    Enrolled,
    /// It has expired.
    Expired,
    /// It ended early, such as after wrong digits.
    Burnt,
}

/// The invitation on screen.
pub(super) struct OpenInvite {
    inviter: Inviter,
    person: NewPatient,
    admit: RecordId,
    /// The patient's space, once the digits matched.
    space: Option<SpaceId>,
    burnt: bool,
}

impl From<InviteState> for PairingProgress {
    fn from(state: InviteState) -> Self {
        let words = words();
        let text = match state {
            InviteState::Waiting => words.invite_waiting(),
            InviteState::Claimed => words.invite_claimed(),
            InviteState::Confirmed => words.invite_confirmed(),
            InviteState::Enrolled => words.invite_enrolled(),
            InviteState::Expired => words.invite_expired(),
            InviteState::Burnt => words.invite_burnt(),
        };
        Self { state, text }
    }
}

impl<P: Platform> Clinician<P> {
    /// Opens an invitation for `person`, valid for ten minutes. An open invitation is cancelled first.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if the name is empty or the date of birth is not a date; [`ClientError::SessionEnded`] if
    /// nobody is signed in; a network or server error.
    pub async fn invite(&self, person: NewPatient) -> Result<Invited, ClientError> {
        let staff = self.staff()?;
        person.clone().profile(self.utc()?, self.zone()?, None)?;
        self.cancel_invite().await?;
        let (random, now) = (&self.host.random, self.host.now());
        let inviter = Inviter::new(staff.clinic, &staff.me, self.server.origin(), now, random)?;
        let announcement = inviter.announcement();
        let call = Call::json(Caller::Staff, Method::Post, path::PAIRINGS, &announcement)?;
        self.server.call(call).await?;
        let expires = chrono::DateTime::from_timestamp(announcement.expires, 0);
        let expires = expires.ok_or(ClientError::Invalid { what: "time" })?;
        let invited = Invited {
            text: inviter.invite().text(),
            expires_at: expires.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        };
        let admit = RecordId(generate(random));
        let open = OpenInvite { inviter, person, admit, space: None, burnt: false };
        self.state().invite = Some(open);
        Ok(invited)
    }

    /// Asks the server for the invitation's progress and replies to a claim.
    ///
    /// Call it about once a second while the invitation is shown.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] if no invitation is open; [`ClientError::SessionEnded`] if nobody is signed in; a
    /// network or server error.
    pub async fn pairing_state(&self) -> Result<PairingProgress, ClientError> {
        let Some((pairing, space, burnt)) = self.invitation() else {
            return Err(ClientError::WrongStage);
        };
        if burnt {
            return Ok(InviteState::Burnt.into());
        }
        let call = Call::get(Caller::Staff, path::pairing(pairing));
        let state: PairingState = match self.server.ask(call).await {
            Err(SyncError::NotFound) => return Ok(self.ended(space)),
            answer => answer?,
        };
        match state.stage {
            Stage::Waiting => Ok(InviteState::Waiting.into()),
            Stage::Claimed => self.answer_claim(pairing, &state).await,
            Stage::Replied => Ok(InviteState::Claimed.into()),
            Stage::Confirmed => {
                self.admit().await?;
                Ok(InviteState::Confirmed.into())
            }
            Stage::Enrolled => {
                self.admit().await?;
                self.sync(|_| {}).await?;
                Ok(InviteState::Enrolled.into())
            }
        }
    }

    /// Compares the digits that the user read from the phone and typed, and admits the phone if they match.
    ///
    /// There is one attempt: wrong digits end the invitation.
    ///
    /// # Errors
    /// [`ClientError::WrongDigits`] if the digits differ; [`ClientError::InviteBurnt`] after an earlier wrong attempt;
    /// [`ClientError::ExpiredInvite`] after ten minutes; [`ClientError::WrongStage`] if no invitation is open or no phone
    /// has claimed it; a network or server error.
    pub async fn confirm(&self, digits: &str) -> Result<(), ClientError> {
        let now = self.host.now();
        let (pairing, checked) = {
            let mut state = self.state();
            let open = state.invite.as_mut().ok_or(ClientError::WrongStage)?;
            let checked = open.inviter.confirm(digits, now);
            open.burnt |= matches!(checked, Err(PairingError::WrongDigits | PairingError::Burnt));
            (open.inviter.invite().pairing, checked)
        };
        let admitted = match checked {
            Err(PairingError::WrongDigits) => {
                self.end_pairing(pairing).await?;
                return Err(ClientError::WrongDigits);
            }
            checked => checked?,
        };
        self.server.call(Call::empty(Caller::Staff, Method::Post, path::confirm(pairing))).await?;
        let space = admitted.pin.space();
        {
            let mut state = self.state();
            let Some(open) = state.invite.as_mut() else { return Err(ClientError::WrongStage) };
            open.space = Some(space);
            let expected = Expected {
                person: open.person.clone(),
                profile: RecordId(generate(&self.host.random)),
                info: RecordId(generate(&self.host.random)),
            };
            state.expected.entry(space).or_insert(expected);
        }
        self.admit().await
    }

    /// Cancels the open invitation, if any.
    ///
    /// # Errors
    /// A network or server error.
    pub async fn cancel_invite(&self) -> Result<(), ClientError> {
        let open = self.state().invite.take();
        match open {
            Some(open) if open.space.is_none() && !open.burnt => {
                self.end_pairing(open.inviter.invite().pairing).await
            }
            _ => Ok(()),
        }
    }

    /// Writes profile and clinic information into the journals of expected patients, where they exist.
    pub(super) async fn introduce(&self) -> Result<(), ClientError> {
        let expected = self.state().expected.clone();
        let at = self.utc()?;
        for (space, Expected { person, profile, info }) in expected {
            let ready = self.host.shelf.look(space, |journal| {
                journal.fold().genesis().is_some() && journal.keys().write_under().is_some()
            });
            let Some(clinic) = self.policy().filter(|_| ready == Some(true)) else { continue };
            let zone = clinic.info.zone.clone();
            let name = Entry::Profile(person.profile(at.clone(), zone.clone(), None)?);
            let words = Entry::ClinicInfo(ClinicInfoEntry {
                at: at.clone(),
                zone,
                replaces: None,
                info: clinic.info,
            });
            let writing = |record, entry| Writing::Entry { record, entry: Box::new(entry) };
            let both = vec![writing(profile, name), writing(info, words)];
            self.write(space, both).await?;
            self.state().expected.remove(&space);
        }
        Ok(())
    }

    fn invitation(&self) -> Option<(PairingId, Option<SpaceId>, bool)> {
        let state = self.state();
        let open = state.invite.as_ref()?;
        Some((open.inviter.invite().pairing, open.space, open.burnt))
    }

    /// Returns how a pairing ended that the server no longer has.
    fn ended(&self, space: Option<SpaceId>) -> PairingProgress {
        let here = space.is_some_and(|space| self.host.shelf.spaces().contains(&space));
        if here { InviteState::Enrolled.into() } else { InviteState::Expired.into() }
    }

    async fn answer_claim(
        &self,
        pairing: PairingId,
        state: &PairingState,
    ) -> Result<PairingProgress, ClientError> {
        let claim = state.claim.as_ref().ok_or(ClientError::ServerWrong)?;
        let staff = self.staff()?;
        let offer = self.offer(staff.clinic.space())?;
        let (now, random) = (self.host.now(), &self.host.random);
        let reply = {
            let mut state = self.state();
            let open = state.invite.as_mut().ok_or(ClientError::WrongStage)?;
            let reply = open.inviter.receive(claim, &staff.me, &offer, now, random);
            open.burnt |= matches!(reply, Err(error) if error != PairingError::Expired);
            reply
        };
        match reply {
            Ok(reply) => {
                let path = path::reply(pairing);
                let call = Call::json(Caller::Staff, Method::Put, path, &reply)?;
                self.server.call(call).await?;
                Ok(InviteState::Claimed.into())
            }
            Err(PairingError::Expired) => Ok(InviteState::Expired.into()),
            Err(_) => {
                self.end_pairing(pairing).await?;
                Ok(InviteState::Burnt.into())
            }
        }
    }

    /// Returns what the reply tells a patient: the clinic's directory, team and information.
    fn offer(&self, clinic: SpaceId) -> Result<Offer, ClientError> {
        let info = self.policy().ok_or(ClientError::WrongStage)?.info;
        let known = self.host.shelf.look(clinic, |journal| {
            let reads = |(fp, role): (Fingerprint, Role)| {
                matches!(role, Role::Lead | Role::Clinician).then_some(fp)
            };
            let team = journal.fold().members().filter_map(reads).collect();
            (journal.directory().heads, team)
        });
        let (directory, team) = known.ok_or(ClientError::SessionEnded)?;
        Ok(Offer { directory, team, info })
    }

    /// Adds the patient to the clinic's list, once the digits matched.
    async fn admit(&self) -> Result<(), ClientError> {
        let staff = self.staff()?;
        let at = self.utc()?;
        let zone = self.policy().ok_or(ClientError::WrongStage)?.info.zone;
        let entry = {
            let state = self.state();
            let open = state.invite.as_ref().ok_or(ClientError::WrongStage)?;
            let agreed = open.inviter.claimant().filter(|_| open.space.is_some());
            agreed.map(|patient| (open.admit, patient.admit(at, zone)))
        };
        let Some((record, entry)) = entry else { return Ok(()) };
        let writing = Writing::Entry { record, entry: Box::new(entry) };
        self.write(staff.clinic.space(), vec![writing]).await
    }

    async fn end_pairing(&self, pairing: PairingId) -> Result<(), ClientError> {
        let call = Call::empty(Caller::Staff, Method::Delete, path::pairing(pairing));
        match self.server.call(call).await {
            Ok(_) | Err(SyncError::NotFound) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
