//! Joining a clinic: from a pasted invitation to two founded journals.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::view::{
    ClinicInfoView, ClinicView, ContentChoice, ContentKindView, InviteView, TeamMemberView,
};
use super::{Enrolled, Joining, Life, Phone, Replied};
use crate::crypto::pairing::{Invite, InviteError};
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Change, Founding, Journal, Store as _, Writing};
use crate::language::words;
use crate::pairing::newcomer::{NewSpace, Newcomer};
use crate::sync::error::SyncError;
use crate::sync::server::{Call, Caller};
use crate::sync::transport::Method;
use interlude_clinical::entry::{ClinicInfo, Entry, Sharing, SharingChoice};
use interlude_clinical::instrument::ContentKind;
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::{Pin, RecordId};
use interlude_protocol::record::open::Role;
use interlude_protocol::wire::error::code::UNEXPECTED_GENESIS;
use interlude_protocol::wire::pairing::{PairingState, ReplyUpload, Stage};
use interlude_protocol::wire::path;

/// The groups of the recovery code to type back, counted from 1.
const ASKED: [usize; 2] = [2, 5];

impl<P: Platform> Phone<P> {
    /// Reads an invitation without sending anything.
    ///
    /// # Errors
    /// [`ClientError::InvalidInvite`]; [`ClientError::ExpiredInvite`]; [`ClientError::NewerJournal`] if a newer version made
    /// the invitation.
    pub fn read_invite(&self, text: &str) -> Result<InviteView, ClientError> {
        let invite = parse(text)?;
        if invite.has_expired(self.host.now()) {
            return Err(ClientError::ExpiredInvite);
        }
        Ok(InviteView { clinic_url: invite.url, expires_at: invite.expires })
    }

    /// Accepts an invitation: sends the claim and verifies the clinic's reply against the clinic's directory.
    ///
    /// Returns the clinic with the six digits to show; `None` if the clinic's page has not replied yet. Call this again with
    /// the same text after a second.
    ///
    /// # Errors
    /// [`ClientError::InvalidInvite`]; [`ClientError::ExpiredInvite`]; [`ClientError::UsedInvite`] if another phone was
    /// first; [`ClientError::InviteBurnt`] if the clinic ended the invitation; [`ClientError::WrongClinic`] if the reply
    /// does not match the invitation; [`ClientError::WrongStage`] if the phone has already joined; a network, server or
    /// storage error.
    pub async fn join(&self, text: &str) -> Result<Option<ClinicView>, ClientError> {
        let invite = parse(text)?;
        let joining = self.joining(invite)?;
        if joining.replied.is_none() {
            let upload = joining.newcomer.claim();
            let target = path::claim(joining.newcomer.invite().pairing);
            let caller = Caller::Signed(joining.newcomer.requester());
            let call = Call::json(caller, Method::Put, target, &upload)?;
            joining.server.call(call).await.map_err(|error| self.pairing_error(&joining, error))?;
            let Some(reply) = self.pairing_state(&joining).await?.reply else { return Ok(None) };
            let replied = self.receive(&joining, &reply).await?;
            self.keep_joining(Joining {
                newcomer: Newcomer::restore(&joining.newcomer.save()?)?,
                server: Arc::clone(&joining.server),
                replied: Some(replied),
                confirmed: false,
            })?;
        }
        Ok(self.clinic())
    }

    /// Asks the server once whether the clinic has typed the digits. If `false`, ask again after a second.
    ///
    /// # Errors
    /// [`ClientError::InviteBurnt`] if the clinic typed wrong digits or ended the invitation, or
    /// [`ClientError::ExpiredInvite`]: nothing was shared. [`ClientError::WrongStage`] before [`Phone::join`]; a network,
    /// server or storage error.
    pub async fn await_confirmation(&self) -> Result<bool, ClientError> {
        let Life::Joining(joining) = self.life() else {
            return if self.enrolled().is_ok() { Ok(true) } else { Err(ClientError::WrongStage) };
        };
        if joining.confirmed {
            return Ok(true);
        }
        let Some(replied) = &joining.replied else { return Err(ClientError::WrongStage) };
        let state = match self.pairing_state(&joining).await {
            Err(error @ (ClientError::InviteBurnt | ClientError::ExpiredInvite)) => {
                self.forget_joining()?;
                return Err(error);
            }
            other => other?,
        };
        if state.stage < Stage::Confirmed {
            return Ok(false);
        }
        self.keep_joining(Joining {
            newcomer: Newcomer::restore(&joining.newcomer.save()?)?,
            server: Arc::clone(&joining.server),
            replied: Some(replied.clone()),
            confirmed: true,
        })?;
        Ok(true)
    }

    /// Returns the kinds of content that the patient may share.
    #[must_use]
    pub fn content_kinds(&self) -> Vec<ContentKindView> {
        let view = |kind: ContentKind| ContentKindView {
            code: kind.code().to_owned(),
            label: kind.label(words()),
        };
        ContentKind::ALL.into_iter().map(view).collect()
    }

    /// Founds both journals with the patient's choice for each kind of content, and returns the recovery code.
    ///
    /// It needs no network. Repeat it after any error.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before the clinic confirmed; [`ClientError::Invalid`] if a choice is missing or unknown;
    /// a storage error.
    pub fn enrol(
        &self,
        choices: &[ContentChoice],
        at: &Moment,
        zone: &Zone,
    ) -> Result<String, ClientError> {
        let Life::Joining(joining) = self.life() else { return Err(ClientError::WrongStage) };
        let (Some(replied), true) = (&joining.replied, joining.confirmed) else {
            return Err(ClientError::WrongStage);
        };
        let choices = choices_of(choices)?;
        let enrolment = joining.newcomer.enrol(&replied.team);
        let enrolled = Enrolled {
            server: Arc::clone(&joining.server),
            clinic: joining.newcomer.invite().pin,
            shared: enrolment.shared.pin,
            own: enrolment.own.pin,
            shared_me: Arc::new(enrolment.shared.identity.clone()),
            own_me: Arc::new(enrolment.own.identity.clone()),
            recovery: Some(enrolment.recovery),
            info: replied.info.clone(),
        };
        let sharing = |at: &Moment| {
            let entry = Sharing {
                at: at.clone(),
                zone: zone.clone(),
                replaces: None,
                choices: choices.clone(),
            };
            Writing::Entry {
                record: RecordId(generate(&self.host.random)),
                entry: Box::new(Entry::Sharing(entry)),
            }
        };
        let keep = Self::saved_enrolled(&enrolled).to_change(&*self.guard)?;
        self.found(&enrolment.shared, enrolled.clinic, sharing(at), Vec::new())?;
        self.found(&enrolment.own, enrolled.clinic, sharing(at), vec![keep])?;
        let code = enrolled.recovery.as_ref().map(|code| code.text().to_string());
        *self.lock_life() = Life::Enrolled(Arc::new(enrolled));
        code.ok_or(ClientError::Internal)
    }

    /// Compares groups 2 and 5 of the recovery code. If they match, the phone deletes the code and returns `true`.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before enrolment; a storage error.
    pub fn confirm_recovery(&self, groups: &[String]) -> Result<bool, ClientError> {
        let enrolled = self.enrolled()?;
        let Some(code) = &enrolled.recovery else { return Ok(true) };
        let agree = groups.len() == ASKED.len()
            && ASKED.iter().zip(groups).all(|(number, text)| code.has_group(*number, text));
        if agree {
            let enrolled = Enrolled {
                server: Arc::clone(&enrolled.server),
                shared_me: Arc::clone(&enrolled.shared_me),
                own_me: Arc::clone(&enrolled.own_me),
                recovery: None,
                info: enrolled.info.clone(),
                ..*enrolled
            };
            self.keep(&Self::saved_enrolled(&enrolled))?;
            *self.lock_life() = Life::Enrolled(Arc::new(enrolled));
        }
        Ok(agree)
    }

    /// Returns the recovery code, until it is typed back.
    #[must_use]
    pub fn recovery_code(&self) -> Option<String> {
        let enrolled = self.enrolled().ok()?;
        enrolled.recovery.as_ref().map(|code| code.text().to_string())
    }

    /// Returns the clinic, its team, and the digits until the clinic has typed them; `None` before the clinic's reply.
    #[must_use]
    pub fn clinic(&self) -> Option<ClinicView> {
        match self.life() {
            Life::New => None,
            Life::Joining(joining) => {
                let replied = joining.replied.as_ref()?;
                let team = replied
                    .team
                    .iter()
                    .map(|member| team_member(member.name.as_deref(), member.role));
                Some(ClinicView {
                    clinic_name: replied.info.name.clone(),
                    team: team.collect(),
                    info: info_view(&replied.info),
                    digits: (!joining.confirmed).then(|| replied.answer.digits.clone()),
                })
            }
            Life::Enrolled(enrolled) => {
                let info = self.info(&enrolled);
                let team = self.host.shelf.look(enrolled.shared.space(), |journal| {
                    let fold = journal.fold();
                    let staff = fold.members().filter(|(_, role)| *role == Role::Clinician);
                    staff.map(|(fp, role)| team_member(fold.name_of(&fp), role)).collect()
                });
                Some(ClinicView {
                    clinic_name: info.name.clone(),
                    team: team.unwrap_or_default(),
                    info: info_view(&info),
                    digits: None,
                })
            }
        }
    }

    /// Returns the pairing of this invitation, and starts one if it is new.
    fn joining(&self, invite: Invite) -> Result<Arc<Joining<P>>, ClientError> {
        match self.life() {
            Life::Enrolled(_) => return Err(ClientError::WrongStage),
            Life::Joining(joining) if *joining.newcomer.invite() == invite => return Ok(joining),
            Life::Joining(joining) if joining.confirmed => return Err(ClientError::WrongStage),
            Life::New | Life::Joining(_) => {}
        }
        let server = Arc::new(self.host.server(&invite.url));
        let newcomer = Newcomer::new(invite, self.host.now(), &self.host.random)?;
        self.keep_joining(Joining { newcomer, server, replied: None, confirmed: false })?;
        match self.life() {
            Life::Joining(joining) => Ok(joining),
            Life::New | Life::Enrolled(_) => Err(ClientError::WrongStage),
        }
    }

    async fn pairing_state(&self, joining: &Joining<P>) -> Result<PairingState, ClientError> {
        let target = path::pairing(joining.newcomer.invite().pairing);
        let call = Call::get(Caller::Signed(joining.newcomer.requester()), target);
        joining.server.ask(call).await.map_err(|error| self.pairing_error(joining, error))
    }

    /// Fetches the clinic's directory and verifies the reply against it.
    async fn receive(
        &self,
        joining: &Joining<P>,
        upload: &ReplyUpload,
    ) -> Result<Replied, ClientError> {
        let newcomer = &joining.newcomer;
        newcomer.receive(upload)?;
        self.open_directory(newcomer.invite().pin, newcomer.requester())?;
        let directory = newcomer.invite().pin.space();
        self.host.syncing(&joining.server, false).space(directory).await?;
        self.check_reply(newcomer, upload)
    }

    /// Verifies a reply against the fetched directory.
    pub(super) fn check_reply(
        &self,
        newcomer: &Newcomer,
        upload: &ReplyUpload,
    ) -> Result<Replied, ClientError> {
        let answer = newcomer.receive(upload)?;
        let pin = newcomer.invite().pin;
        let directory = self.host.shelf.look(pin.space(), Journal::directory);
        let team = answer.reply.check_directory(pin, &directory.ok_or(ClientError::Internal)?)?;
        let info = answer.reply.info.clone().ok_or(ClientError::ServerWrong)?;
        Ok(Replied { upload: upload.clone(), answer, team, info })
    }

    /// Founds a journal, or opens it if an earlier attempt founded it.
    fn found(
        &self,
        space: &NewSpace,
        clinic: Pin,
        first: Writing,
        beside: Vec<Change>,
    ) -> Result<(), ClientError> {
        let me = Arc::new(space.identity.clone());
        let at = self.host.mark_time();
        let shared = !space.adds.is_empty();
        let directory = self.host.shelf.look(clinic.space(), Journal::directory).filter(|_| shared);
        let journal = self.host.shelf.store(|store| {
            if store.series(space.pin.space())?.is_empty() {
                let adds = space.adds.iter().cloned().map(Writing::Open);
                let founding = Founding {
                    body: space.body.clone(),
                    directory,
                    writings: adds.chain([first]).collect(),
                    beside,
                };
                return Journal::found(store, &self.host.random, me, founding, at);
            }
            let bodies = interlude_protocol::record::codec::Bodies::All;
            let mut journal = Journal::open(store, space.pin, me, bodies, directory)?;
            journal.append(store, &self.host.random, vec![first], beside, at)?;
            Ok(journal)
        })?;
        Ok(self.host.shelf.put(journal)?)
    }

    fn pairing_error(&self, joining: &Joining<P>, error: SyncError) -> ClientError {
        let ended = matches!(error, SyncError::NotFound | SyncError::SignedOut);
        if matches!(error, SyncError::Conflict(_)) {
            ClientError::UsedInvite
        } else if ended && joining.newcomer.invite().has_expired(self.host.now()) {
            ClientError::ExpiredInvite
        } else if ended {
            ClientError::InviteBurnt
        } else if matches!(&error, SyncError::Refused { code, .. } if code == UNEXPECTED_GENESIS) {
            // The claim names the invitation's clinic, but the pairing belongs to another one.
            ClientError::WrongClinic
        } else {
            error.into()
        }
    }
}

fn parse(text: &str) -> Result<Invite, ClientError> {
    Invite::parse(text).map_err(|error| match error {
        InviteError::Malformed | InviteError::Address => ClientError::InvalidInvite,
        InviteError::Newer => ClientError::NewerJournal,
    })
}

/// Checks that there is a choice for every kind of content.
fn choices_of(
    views: &[ContentChoice],
) -> Result<BTreeMap<ContentKind, SharingChoice>, ClientError> {
    let mut choices = BTreeMap::new();
    for view in views {
        let kind = ContentKind::from_code(&view.kind);
        let kind = kind.ok_or(ClientError::Invalid { what: "sharing" })?;
        let choice = if view.shared { SharingChoice::Shared } else { SharingChoice::Own };
        choices.insert(kind, choice);
    }
    if choices.len() == ContentKind::ALL.len() {
        Ok(choices)
    } else {
        Err(ClientError::Invalid { what: "sharing" })
    }
}

fn team_member(name: Option<&str>, role: Role) -> TeamMemberView {
    TeamMemberView {
        name: name.map_or_else(|| words().clinician_without_name(), str::to_owned),
        role: if role == Role::Lead { "lead" } else { "clinician" }.to_owned(),
    }
}

fn info_view(info: &ClinicInfo) -> ClinicInfoView {
    ClinicInfoView {
        name: info.name.clone(),
        telephone: info.telephone.clone(),
        hours: info.hours.clone(),
        zone: info.zone.as_str().to_owned(),
        country: info.country.clone(),
        language: info.language.clone(),
        read_within_hours: i32::from(info.read_within_hours),
    }
}
