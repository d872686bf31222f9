import { releaseHold } from '../../core/booking/end-hold.ts';
import { noteReason } from '../../core/booking/reason.ts';
import type { ClinicProfile } from '../../core/clinic/profile.ts';
import { endHandover } from '../../core/messaging/handover.ts';
import type { Line } from '../../core/messaging/outbox.ts';
import type { Standing } from '../../core/messaging/standing.ts';
import { recordConsent } from '../../core/people/consent.ts';
import { detachContact } from '../../core/people/detach.ts';
import { optIn, optOut } from '../../core/people/opt-out.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { openItem } from '../../core/worklist.ts';
import type { Command, Happening } from '../../flows/vocabulary.ts';
import { findDaysFor, findSlotsFor } from './find-slots.ts';
import { handOver } from './hand-over.ts';
import { confirmName, dropName, giveNumberOf, register, rename } from './patient-commands.ts';
import { book, cancel, confirm, hold, listVisitsFor, move } from './visit-commands.ts';

/** Commands that change a record: the turn takes the gate before it runs one. */
export function writes(command: Command): boolean {
  switch (command.do) {
    case 'find_slots':
    case 'find_days':
    case 'list_visits':
    case 'set_language':
    case 'start_flow':
      return false;
    case 'hold_slot':
    case 'book':
    case 'move':
    case 'cancel':
    case 'confirm_visit':
    case 'register_patient':
    case 'rename_patient':
    case 'confirm_name':
    case 'drop_name':
    case 'give_number':
    case 'hand_over':
    case 'raise_alarm':
    case 'tell_staff':
    case 'take_back':
    case 'release_hold':
    case 'note_reason':
    case 'opt_out':
    case 'opt_in':
    case 'detach':
    case 'record_consent':
      return true;
    default:
      return command satisfies never;
  }
}

/** What a command is run for. */
export type Asked = {
  standing: Standing;
  clinic: Pick<ClinicProfile, 'zone' | 'branches'>;
  /** Idempotency key: the message's id and the command's number in the turn. */
  key: string;
  /** To be woken, beside the patient's own line, when the turn is committed. */
  wakes: Line[];
};

/** Does what a flow asked for, in the turn's transaction; returns what the flow hears of it, null for nothing. */
export async function runCommand(
  core: Core,
  scope: Scope,
  asked: Asked,
  command: Command,
): Promise<Happening | null> {
  switch (command.do) {
    case 'find_slots':
      return findSlotsFor(core, scope, asked, command);
    case 'find_days':
      return findDaysFor(core, scope, asked, command);
    case 'hold_slot':
      return hold(core, scope, asked, command);
    case 'book':
      return book(core, scope, asked, command);
    case 'list_visits':
      return listVisitsFor(core, scope, asked, command);
    case 'move':
      return move(core, scope, asked, command);
    case 'cancel':
      return cancel(core, scope, asked, command);
    case 'confirm_visit':
      return confirm(core, scope, asked, command);
    case 'register_patient':
      return register(core, scope, asked, command);
    case 'rename_patient':
      return rename(core, scope, asked, command);
    case 'give_number':
      return giveNumberOf(core, scope, asked, command);
    case 'hand_over':
      return handOver(core, scope, asked, command);
    default:
      await carryOut(core, scope, asked, command);
      return null;
  }
}

type Unanswered = Extract<
  Command,
  {
    do:
      | 'release_hold'
      | 'note_reason'
      | 'confirm_name'
      | 'drop_name'
      | 'raise_alarm'
      | 'tell_staff'
      | 'take_back'
      | 'opt_out'
      | 'opt_in'
      | 'detach'
      | 'record_consent'
      | 'set_language'
      | 'start_flow';
  }
>;

/** Commands of which a flow hears nothing. */
async function carryOut(core: Core, scope: Scope, asked: Asked, command: Unanswered): Promise<void> {
  const { contactId, conversationId, language } = asked.standing;
  switch (command.do) {
    case 'release_hold':
      await releaseHold(core, scope, { contactId });
      return;
    case 'note_reason':
      await noteReason(core, scope, {
        appointmentId: command.appointmentId,
        contactId,
        text: command.text,
      });
      return;
    case 'confirm_name':
      await confirmName(core, scope, asked, command);
      return;
    case 'drop_name':
      await dropName(core, scope, asked, command);
      return;
    case 'raise_alarm':
      await handOver(core, scope, asked, { do: 'hand_over', reason: 'danger' });
      return;
    case 'tell_staff':
      await openItem(core, scope, {
        kind: command.what,
        recordKind: 'conversation',
        recordId: conversationId,
      });
      return;
    case 'take_back':
      await endHandover(core, scope, { conversationId, by: 'patient' });
      return;
    case 'opt_out':
      await optOut(core, scope, { contactId, by: 'patient' });
      return;
    case 'opt_in':
      await optIn(core, scope, { contactId });
      return;
    case 'detach':
      await detachContact(core, scope, { contactId });
      return;
    case 'record_consent':
      await recordConsent(core, scope, { contactId, wording: command.wording, language: language ?? 'en' });
      return;
    case 'set_language':
    case 'start_flow':
      return;
    default:
      command satisfies never;
  }
}
