import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { type CorrelationId, type OrganizationId, uuidIds } from '../ids.ts';
import { createLog } from '../log.ts';
import { applyClinicSettings } from './apply.ts';
import { parseClinicFile } from './file.ts';
import { readClinicSettings } from './read-settings.ts';
import { type ChannelSettings, type ClinicSettings, inCanonicalOrder } from './settings.ts';

const demo = readFileSync(new URL('../../demo/amani.yaml', import.meta.url), 'utf8');
const log = createLog({ level: 'silent' });

let database: TestDatabase;
let reception: Reception;

beforeAll(async () => {
  database = await createTestDatabase();
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

/** The demo clinic under a slug of a test's own, without channels. */
function clinicOf(slug: string): ClinicSettings {
  const parsed = parseClinicFile(demo);
  if (!parsed.ok) throw new Error('the demo clinic is not in order');
  return { ...parsed.clinic, slug, channels: [] };
}

function apply(settings: ClinicSettings) {
  const correlationId = uuidIds.next<CorrelationId>();
  return applyClinicSettings({ ...reception.core, log }, settings, { correlationId });
}

async function applied(settings: ClinicSettings): Promise<OrganizationId> {
  const result = await apply(settings);
  if (!result.ok) throw new Error(result.reason);
  return result.organizationId;
}

test('templates, reminders and the mailbox are stored, told and taken out again', async () => {
  const clinic = clinicOf('notices');
  const sid = `HX${'0123456789abcdef'.repeat(2)}`;
  const own = { keyword: null, templates: [] };
  const email: ChannelSettings = {
    ...{ ...own, provider: 'smtp', kind: 'email', number: 'miadi@notices.example' },
    ...{ receives: false, price: '0.0000' },
  };
  const whatsapp: ChannelSettings = {
    ...{ ...own, provider: 'twilio', kind: 'whatsapp', number: '+254711099001' },
    ...{ receives: true, price: '1.0000' },
    templates: [{ notice: 'follow_up', language: 'sw', contentSid: sid }],
  };
  const [service, ...services] = clinic.services;
  if (service === undefined) throw new Error('the demo clinic has services');
  const full: ClinicSettings = {
    ...clinic,
    rules: { ...clinic.rules, reminders: [], wakingFrom: '07:30', followUp: false },
    services: [{ ...service, reminders: [1440, 60] }, ...services],
    channels: [email, ...clinic.channels, whatsapp],
  };
  const id = await applied(full);
  expect(await readClinicSettings(reception.core, id)).toEqual(inCanonicalOrder(full));
  expect(await apply(full)).toMatchObject({ ok: true, changed: false });
  const without = full.channels.map((channel) => ({ ...channel, templates: [] }));
  expect(await apply({ ...full, channels: without })).toMatchObject({
    changes: [
      expect.stringContaining(
        `channels: taken out, provider twilio, kind whatsapp, number +254711099001, templates follow-up sw ${sid}`,
      ),
      'channels: added, provider twilio, kind whatsapp, number +254711099001',
    ],
  });
  expect(await readClinicSettings(reception.core, id)).toEqual(
    inCanonicalOrder({ ...full, channels: without }),
  );
});
