import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from '../core/messaging/outbox.ts';
import { optOut } from '../core/people/opt-out.ts';
import { giveNumber } from '../core/people/patients.ts';
import { proposeName } from '../core/people/proposed-names.ts';
import { markUnreachable } from '../core/people/reachability.ts';
import { permissionsOf, type Role, roles } from '../core/staff/permissions.ts';
import {
  type Browser,
  makeClinic,
  makeMember,
  startDashboard,
  type TestDashboard,
} from './test-dashboard.ts';
import { openTestDesk, type Person, type TestDesk } from './test-desk.ts';

let house: TestDashboard;
let desk: TestDesk;
let asha: Person;
let itemId: string;
let letterId: string;
let visitId: string;
const woken: Line[] = [];
const browsers = new Map<string, Browser>();

beforeAll(async () => {
  house = await startDashboard({
    desk: {
      handBack: async () => ({ ok: false, reason: 'not_held' }),
      wake: (line) => void woken.push(line),
    },
  });
  desk = await openTestDesk(house.core, house.organizationId);
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  await desk.say(asha.phone, 'my knee hurts since the flood');
  await desk.open('failed_delivery', asha.contactId);
  const item = { kind: 'failed_delivery', recordId: asha.contactId } as const;
  itemId = (await itemOf(item.kind)) ?? '';
  letterId = await desk.fail(asha.contactId, 'provider_error');
  visitId = await desk.visit(asha, 'one');
  for (const role of [...roles, 'front_desk' as const]) {
    const email = `${role}${browsers.has(role) ? '2' : ''}@clinic.example`.replaceAll('_', '-');
    await makeMember(house.core, house.organizationId, role, email);
    const browser = house.browse();
    await browser.signIn(email);
    browsers.set(browsers.has(role) ? `${role}2` : role, browser);
  }
}, 120_000);
afterAll(() => house.stop());

const of = (who: Role | 'front_desk2') => browsers.get(who) ?? house.browse();
const at = (status: number) => expect.objectContaining({ status });
const textOf = async (browser: Browser, path: string) => (await browser.ask(path)).text();
const foundBy = async (browser: Browser, q: string) => (await browser.post('/search', { q })).text();

async function itemOf(kind: string): Promise<string | undefined> {
  const rows = await house.core.db
    .selectFrom('worklist_item')
    .select('id')
    .where('kind', '=', kind as 'danger')
    .where('closed_at', 'is', null)
    .orderBy('opened_at', 'desc')
    .execute();
  return rows[0]?.id;
}

async function eventsOf(type: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from event where type = ${type}`.execute(house.core.db);
  return rows[0]?.n ?? 0;
}

/** Every form of these pages, and what a role needs for it. */
const actions = () =>
  [
    [`/needs/${itemId}/take`, 'worklist.work'],
    [`/needs/${itemId}/leave`, 'worklist.work'],
    [`/needs/${itemId}/comments`, 'worklist.work'],
    [`/needs/${itemId}/done`, 'worklist.work'],
    [`/patients/${asha.patientId}/name`, 'patient.edit'],
    [`/patients/${asha.patientId}/confirm-name`, 'patient.edit'],
    [`/patients/${asha.patientId}/reject-name`, 'patient.edit'],
    [`/patients/${asha.patientId}/email`, 'patient.edit'],
    [`/patients/${asha.patientId}/phone/show`, 'patient.read'],
    [`/patients/${asha.patientId}/contacts/${asha.contactId}/show`, 'patient.read'],
    [`/patients/${asha.patientId}/conversations/${asha.conversationId}/number`, 'patient.edit'],
    ...['accept', 'decline', 'arrived', 'out', 'missed'].map(
      (mark) => [`/patients/${asha.patientId}/visits/${visitId}/${mark}`, 'visit.change'] as const,
    ),
    [`/dead-letters/${letterId}/retry`, 'delivery.retry'],
  ] as const;
const looks = () => [
  `/needs/${itemId}`,
  `/needs/${itemId}/now`,
  `/needs/list`,
  `/needs/urgent`,
  `/patients/${asha.patientId}`,
  '/search',
  `/dead-letters/${letterId}`,
];

describe('who may not', () => {
  test.each(['practitioner', 'system_admin'] as const)('%s: nothing of it', async (role) => {
    for (const [path] of actions())
      expect(await of(role).post(path, { text: 'x', name: 'x' }), path).toEqual(at(403));
    expect(await of(role).post('/search', { q: 'Asha' })).toEqual(at(403));
    for (const path of looks()) {
      const answer = await of(role).ask(path);
      expect(answer, path).toEqual(at(403));
      expect(await answer.text()).not.toMatch(/Wanjiru|254(…|711)/);
    }
  });

  test('a role without a permission is refused that action, and is offered no button for it', async () => {
    await sql`update staff.member set permissions = ${['patient.read', 'worklist.work']}
      where id = (select m.id from staff.member m join staff.account a on a.id = m.account_id
        where a.email = 'front-desk2@clinic.example')`.execute(house.core.db);
    for (const [path, permission] of actions()) {
      if (['patient.read', 'worklist.work'].includes(permission)) continue;
      expect(await of('front_desk2').post(path, { name: 'Mary', number: '0722000001' }), path).toEqual(
        at(403),
      );
    }
    const page = await textOf(of('front_desk2'), `/patients/${asha.patientId}`);
    expect(page).toContain('Asha Wanjiru');
    expect(page).not.toMatch(/Save name|Add e-mail|Save number|Put this number right|href=.\/inbox/);
    await sql`update staff.member set permissions = null`.execute(house.core.db);
  });

  test('another organization’s ids are not there, whoever asks', async () => {
    const elsewhere = await makeClinic(house.core, 'other');
    await makeMember(house.core, elsewhere, 'front_desk', 'other@clinic.example');
    const other = house.browse();
    await other.signIn('other@clinic.example');
    for (const [path] of actions()) {
      const form = { text: 'x', name: 'Mary', number: '0722000001', email: 'a@b.example' };
      expect(await other.post(path, form), path).toEqual(at(404));
    }
    for (const path of looks().filter((one) => one.length > 40))
      expect(await other.ask(path), path).toEqual(at(404));
    for (const path of ['/needs', '/dead-letters'])
      expect(await textOf(other, path)).not.toMatch(/Asha W|254…001|knee hurts/);
    for (const query of ['Asha', '0711000001', 'knee'])
      expect(await foundBy(other, query)).not.toMatch(/Asha W|254…001|knee hurts/);
  });

  test('what is no id at all is not there, and no failure', async () => {
    for (const id of ["x' or true --", '%00', 'list2', '00000000-0000-0000-0000-000000000000']) {
      for (const page of ['needs', 'patients', 'dead-letters'])
        expect(await of('front_desk').ask(`/${page}/${encodeURIComponent(id)}`), `${page} ${id}`).toEqual(
          at(404),
        );
    }
    expect(await of('front_desk').post(`/patients/${asha.patientId}/visits/${visitId}/constructor`)).toEqual(
      at(404),
    );
    expect(await of('front_desk').ask('/dead-letters?after=nonsense')).toEqual(at(200));
    expect(await of('front_desk').ask("/needs?after='%20or%20true&kind=nonsense")).toEqual(at(200));
  });
});

describe('needs a person', () => {
  test('danger first, loud while nobody has it; what is not taken is anybody’s', async () => {
    await desk.say('+254711000009', 'I want to kill myself');
    const danger = (await itemOf('danger')) ?? '';
    const { ask, post } = of('front_desk');
    const list = await textOf(of('front_desk'), '/needs');
    expect(list.indexOf('Danger to life')).toBeLessThan(list.indexOf('A message did not arrive'));
    expect(list).toContain('Asha Wanjiru');
    expect(list).toContain('nobody has it');
    expect(await (await ask('/needs/urgent')).json()).toEqual([danger]);
    expect((await post(`/needs/${danger}/take`)).headers.get('location')).toBe(`/needs/${danger}`);
    expect(await (await ask('/needs/urgent')).json()).toEqual([]);
    expect(await textOf(of('front_desk'), '/needs?kind=danger')).toContain('yours');

    const second = await of('front_desk2').post(`/needs/${danger}/take`);
    expect(second).toEqual(at(422));
    const told = await second.text();
    expect(told).toContain('Name of front_desk has it already.');
    const from = /name="from" value="([^"]+)"/.exec(told)?.[1] ?? '';
    expect(await of('front_desk2').post(`/needs/${danger}/take`, { from })).toEqual(at(303));
    expect(await of('front_desk2').post(`/needs/${danger}/leave`)).toEqual(at(303));
    expect(await of('front_desk').post(`/needs/${danger}/done`)).toEqual(at(303));
    const late = await of('front_desk').post(`/needs/${danger}/take`);
    expect(late).toEqual(at(422));
    expect(await late.text()).toContain('Somebody has done it already.');
  });

  test('a comment: once, however often it is sent; escaped; what is empty or too long is said', async () => {
    const { post } = of('front_desk');
    const text = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const key = house.core.ids.next<string>();
    for (let times = 0; times < 2; times++)
      expect(await post(`/needs/${itemId}/comments`, { text, key })).toEqual(at(303));
    const page = await textOf(of('front_desk'), `/needs/${itemId}`);
    expect(page.split('&lt;script&gt;alert(1)').length).toBe(2);
    expect(page).not.toContain('<img src=x');
    expect(await textOf(of('front_desk'), '/needs')).toContain('1 comment');
    const empty = await post(`/needs/${itemId}/comments`, { text: '  ' });
    expect(empty).toEqual(at(422));
    const said = await empty.text();
    expect(said).toContain('Write something first.');
    expect(said).toContain(`name="back" value="/needs/${itemId}"`); // the language can be changed here, too
    const long = await post(`/needs/${itemId}/comments`, { text: 'x'.repeat(1001) });
    expect(await long.text()).toContain('Make it shorter');
  });

  test('a STOP of the on-call phone: the list and its page say what to do', async () => {
    await desk.open('on_call_stopped', asha.contactId);
    const stopped = (await itemOf('on_call_stopped')) ?? '';
    for (const path of ['/needs', `/needs/${stopped}`])
      expect(await textOf(of('front_desk'), path)).toContain('Send START from it, or set another');
    expect(await of('front_desk').post(`/needs/${stopped}/done`)).toEqual(at(303));
  });

  test('a request is accepted and declined from the list', async () => {
    const request = await desk.visit(asha, 'request');
    const turnDown = await desk.visit(asha, 'request 2');
    await sql`update appointment set status = 'pending' where id = any(${[request, turnDown]}::uuid[])`.execute(
      house.core.db,
    );
    const list = await textOf(of('front_desk'), '/needs');
    expect(list).toContain('Requests for a visit');
    expect(list).toContain(`/visits/${request}/accept`);
    const path = `/patients/${asha.patientId}/visits`;
    const accepted = await of('front_desk').post(`${path}/${request}/accept`, { back: 'needs' });
    expect(accepted.headers.get('location')).toBe('/needs?done=yes');
    expect(await of('front_desk').post(`${path}/${turnDown}/decline`)).toEqual(at(303));
    expect(await textOf(of('front_desk'), '/needs')).not.toContain('Requests for a visit');
  });
});

describe('a patient', () => {
  const page = () => textOf(of('front_desk'), `/patients/${asha.patientId}`);

  test('their record in plain words, read as an event, with no whole number', async () => {
    const scope = desk.scope;
    await desk.inTransaction((core) => giveNumber(core, scope, { ...asha, number: '0722333444' }));
    await markUnreachable(house.core, scope, { contactId: asha.contactId, reason: 'blocked' });
    await optOut(house.core, scope, { contactId: asha.contactId, by: 'patient' });
    const text = await page();
    expect(text).toMatch(/blocked since \d+ \w+ \d{4}/);
    expect(text).toMatch(/no reminders since \d+ \w+ \d{4}/);
    expect(text).toContain('They asked for it themselves');
    expect(text).toContain('+254…001');
    expect(text).not.toMatch(/254711000001|254722333444/);
    expect(text).toContain('<title>Patient · Miadi</title>');
    expect(await eventsOf('patient.read')).toBeGreaterThan(0);
  });

  test('a whole number is shown to who presses for it, and that is an event', async () => {
    const before = await eventsOf('contact.address_shown');
    const path = `/patients/${asha.patientId}/contacts/${asha.contactId}/show`;
    const whole = await (await of('front_desk').post(path)).text();
    expect(whole).toContain('+254711000001');
    expect(whole).toContain('Asha Wanjiru');
    const part = await (await of('front_desk').post(path, {}, { 'hx-request': 'true' })).text();
    expect(part).toContain('+254711000001');
    expect(part).not.toContain('<html');
    expect(await eventsOf('contact.address_shown')).toBe(before + 2);
    expect(await (await of('front_desk').post(`/patients/${asha.patientId}/phone/show`)).text()).toContain(
      '254722333444',
    );
    expect(await eventsOf('patient.number_shown')).toBe(1);
  });

  test('the name is put right; what is none is said, and stays in the field', async () => {
    const { post } = of('front_desk');
    const path = `/patients/${asha.patientId}`;
    expect(await post(`${path}/name`, { name: 'Asha <b>Wanjiru</b> Njeri' })).toEqual(at(303));
    expect(await page()).not.toContain('<b>Wanjiru</b>');
    const none = await post(`${path}/name`, { name: '0711 000 001' });
    expect(none).toEqual(at(422));
    expect(await none.text()).toContain('looks like a number');
    await desk.inTransaction((core) => proposeName(core, desk.scope, { ...asha, name: 'Asha Njeri' }));
    expect(await page()).toContain('“Asha Njeri”');
    expect(await post(`${path}/confirm-name`)).toEqual(at(303));
    expect(await page()).toContain('<h1>Asha Njeri</h1>');
    const again = await post(`${path}/reject-name`);
    expect(await again.text()).toContain('Somebody has settled that already.');
  });

  test.each([
    ['12', 'no phone number'],
    ['0711000001', 'That is the number we have'],
    ['0711000002', 'Somebody else writes from that number'],
  ])('number %s: %s', async (number, words) => {
    if (number === '0711000002') await desk.person('+254711000002', 'Juma Otieno');
    const answer = await of('front_desk').post(
      `/patients/${asha.patientId}/conversations/${asha.conversationId}/number`,
      { number },
    );
    expect(answer).toEqual(at(422));
    const text = await answer.text();
    expect(text).toContain(words);
    expect(text).toContain(`value="${number}"`);
  });

  test('an e-mail address is added, safely twice; what is none is said', async () => {
    const path = `/patients/${asha.patientId}/email`;
    for (let times = 0; times < 2; times++)
      expect(await of('front_desk').post(path, { email: 'asha@mail.example' })).toEqual(at(303));
    const text = await page();
    expect(text).toContain('a…@mail.example');
    expect(text).not.toContain('asha@mail.example');
    const none = await of('front_desk').post(path, { email: 'nonsense' });
    expect(await none.text()).toContain('That is no e-mail address.');
  });

  test('a visit: what is too early or was changed is said; here, out', async () => {
    const { post } = of('front_desk');
    const path = `/patients/${asha.patientId}/visits/${visitId}`;
    expect(await (await post(`${path}/missed`)).text()).toContain('too early');
    expect(await (await post(`${path}/missed`, { start: '2020-01-01T00:00:00Z' })).text()).toContain(
      'changed meanwhile',
    );
    expect(await (await post(`${path}/out`)).text()).toContain('“confirmed”');
    await desk.begin(visitId);
    expect(await page()).toContain(`${path}/arrived`);
    for (const mark of ['arrived', 'arrived', 'out']) expect(await post(`${path}/${mark}`)).toEqual(at(303));
    expect(await page()).toMatch(/class="state ">out</);
  });
});

describe('search', () => {
  test.each([
    ['Ash', 'Asha Njeri'],
    ['0711000001', '+254…001'],
    ['knee flood', 'my knee hurts since the flood'],
  ])('%s finds %s', async (query, found) => {
    await sql`update inbound_message set received_at = received_at - interval '5 minutes'`.execute(
      house.core.db,
    );
    const { indexNew } = await import('../core/search/index-new.ts');
    await indexNew(house.core, 100);
    expect(await foundBy(of('front_desk'), query)).toContain(found);
  });

  test.each([
    "'; drop table vault.patient; --",
    "' or '1'='1",
    '%',
    '\\',
    '<script>alert(1)</script>',
    'x'.repeat(5000),
  ])('%j does nothing', async (query) => {
    const answer = await of('front_desk').post('/search', { q: query });
    expect(answer).toEqual(at(200));
    const text = await answer.text();
    expect(text).not.toContain('Asha');
    expect(text).not.toContain('<script>alert');
    expect(await foundBy(of('front_desk'), 'Asha')).toContain('Asha Njeri');
  });
});

describe('failed messages', () => {
  test('why, in plain words; sent again it truly stands in line, and the sender is woken; the second is told so', async () => {
    const juma = await desk.person('+254711000005', 'Juma Kamau');
    await desk.say(juma.phone, 'Hi'); // else WhatsApp lets nothing through to them
    const id = await desk.fail(juma.contactId, 'blocked:21610');
    const list = await textOf(of('front_desk'), '/dead-letters');
    expect(list).toContain('The network or the patient blocks our messages');
    expect(list).toContain('to Juma Kamau');
    woken.length = 0;
    expect(await of('front_desk').post(`/dead-letters/${id}/retry`)).toEqual(at(303));
    expect(woken).toEqual([{ organizationId: house.organizationId, contactId: juma.contactId }]);
    const queued = await house.core.db
      .selectFrom('outbox')
      .select('state')
      .where('retry_of', '=', id)
      .execute();
    expect(queued).toEqual([{ state: 'queued' }]);
    const twice = await of('front_desk').post(`/dead-letters/${id}/retry`);
    expect(twice).toEqual(at(422));
    const text = await twice.text();
    expect(text).toContain('It is not sent twice.');
    expect(text).toContain('It was written');
    expect(await textOf(of('front_desk'), '/dead-letters')).not.toContain('Juma Kamau');
    expect(
      await house.core.db.selectFrom('outbox').select('id').where('retry_of', '=', id).execute(),
    ).toHaveLength(1);
  });

  test('who may not be written to is not, and that is said', async () => {
    const refused = await of('front_desk').post(`/dead-letters/${letterId}/retry`);
    expect(refused).toEqual(at(422));
    expect(await refused.text()).toContain('the patient asked for no messages');
  });
});

test('none of it is in the log', () => {
  expect(permissionsOf.front_desk).toContain('worklist.work');
  expect(house.lines.join('')).not.toMatch(/Asha|Wanjiru|254711000|knee|mail\.example/);
});
