/** Adds a patient (W9): details, then the invite, then the six digits of the phone. */
import { useState } from "preact/hooks";
import { ask, codeOf, textOf } from "../actions";
import { t } from "../text";
import type { FailureCode, Invite, Listed, NewPatient } from "../types";
import { type Errors, Form } from "../ui/form";
import { Pairing } from "../ui/pairing";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { PersonFields, readPerson } from "../ui/person-fields";

const FIELD_OF: Partial<Record<FailureCode, string>> = { "invalid-name": "name", "invalid-born": "day" };

/** The patient with the same birth date and ID, if any. */
export function duplicateOf(person: NewPatient, listed: Listed[]): Listed | null {
  const same = (each: Listed): boolean =>
    each.born === person.born && each.clinic_number !== null && each.clinic_number === person.clinic_number;
  return listed.find(same) ?? null;
}

export function Add() {
  const [invited, setInvited] = useState<{ person: NewPatient; invite: Invite } | null>(null);
  const [draft, setDraft] = useState<NewPatient | null>(null);
  if (invited !== null) {
    const again = (): void => {
      setDraft(invited.person);
      setInvited(null);
    };
    return <Pairing {...invited} onAgain={again} />;
  }
  return <PersonForm draft={draft} onInvite={(person, invite) => setInvited({ person, invite })} />;
}

type Props = { draft: NewPatient | null; onInvite: (person: NewPatient, invite: Invite) => void };

function PersonForm({ draft, onInvite }: Props) {
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [duplicate, setDuplicate] = useState<Listed | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (values: Record<string, string>): Promise<void> => {
    const { person, errors: found } = readPerson(values);
    setErrors(found);
    setFailed(null);
    if (person === null || busy) return;
    setBusy(true);
    try {
      const { patients } = await ask("patients");
      const existing = duplicateOf(person, patients);
      if (existing !== null && existing.patient !== duplicate?.patient) setDuplicate(existing);
      else onInvite(person, await ask("invite", person));
    } catch (cause) {
      const field = FIELD_OF[codeOf(cause)];
      if (field === undefined) setFailed(textOf(cause));
      else setErrors({ [field]: textOf(cause) });
    }
    setBusy(false);
  };

  return (
    <>
      <div class="page-head">
        <PageTitle tab={t("add.tab")}>{t("add.title")}</PageTitle>
      </div>
      <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="add-person">
        <PersonFields draft={draft} errors={errors} />
        <p class="sub">{t("add.sealed")}</p>
        {duplicate !== null && (
          <Notice kind="attention" role="alert" data-testid="twin">
            {t("add.twin", { name: duplicate.name ?? t("person.unnamed") })}{" "}
            <PageLink to={{ view: "patient", patient: duplicate.patient }}>{t("add.openTwin")}</PageLink>
          </Notice>
        )}
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <Button kind="main" type="submit" busy={busy} data-testid="make-invite">
          {duplicate === null ? t("add.submit") : t("add.submitAnyway")}
        </Button>
      </Form>
    </>
  );
}
