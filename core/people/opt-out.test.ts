import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { optIn, optOut } from './opt-out.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function contactOf({ clinic }: Reception) {
  const [person] = clinic.people;
  if (person === undefined) throw new Error('the clinic has nobody');
  return person.contactId;
}

/** `patient since 06:00Z`, or `in`. */
async function standing(reception: Reception): Promise<string> {
  const { opted_out_at, opted_out_by } = await database.db
    .selectFrom('contact')
    .select(['opted_out_at', 'opted_out_by'])
    .where('id', '=', contactOf(reception))
    .executeTakeFirstOrThrow();
  return opted_out_at === null ? 'in' : `${opted_out_by} since ${opted_out_at.toString().slice(11, 16)}`;
}

async function happened(reception: Reception) {
  return (await reception.events()).map(({ type, details }) => `${type} ${JSON.stringify(details)}`);
}

type Act = 'patient' | 'provider' | 'in';

async function act(reception: Reception, what: Act): Promise<void> {
  const { core, clinic } = reception;
  const contactId = contactOf(reception);
  if (what === 'in') await optIn(core, clinic.scope, { contactId });
  else await optOut(core, clinic.scope, { contactId, by: what });
}

describe('opting out and in', () => {
  const out = (by: string) => `contact.opted_out {"by":"${by}"}`;
  const into = 'contact.opted_in {}';
  test.each<[Act[], string, string[]]>([
    [['patient'], 'patient since 06:00', [out('patient')]],
    [['patient', 'patient'], 'patient since 06:00', [out('patient')]],
    [['provider', 'provider'], 'provider since 06:00', [out('provider')]],
    [['provider', 'patient'], 'provider since 06:00', [out('provider')]],
    [['patient', 'provider'], 'provider since 06:00', [out('patient'), out('provider')]],
    [['in'], 'in', []],
    [['patient', 'in', 'in'], 'in', [out('patient'), into]],
    [['provider', 'in'], 'in', [out('provider'), into]],
    [['patient', 'in', 'patient'], 'patient since 06:02', [out('patient'), into, out('patient')]],
  ])('%j', async (acts, expected, events) => {
    const reception = await openReception(database.db, { people: 2 });
    for (const what of acts) {
      await act(reception, what);
      reception.core.clock.advance(Temporal.Duration.from({ minutes: 1 }));
    }
    expect(await standing(reception)).toBe(expected);
    expect(await happened(reception)).toEqual(events);
  });

  test('at once: one event', async () => {
    const reception = await openReception(database.db, { people: 1 });
    await Promise.all(Array.from({ length: 8 }, () => act(reception, 'patient')));
    expect(await happened(reception)).toHaveLength(1);
  });

  test('of one contact is not another’s, nor another organization’s', async () => {
    const [ours, theirs] = [await openReception(database.db), await openReception(database.db)];
    await optOut(theirs.core, theirs.clinic.scope, { contactId: contactOf(ours), by: 'patient' });
    expect(await standing(ours)).toBe('in');
    const [, second] = ours.clinic.people;
    if (second === undefined) throw new Error('the clinic has one person only');
    await optOut(ours.core, ours.clinic.scope, { contactId: second.contactId, by: 'patient' });
    expect(await standing(ours)).toBe('in');
  });
});
