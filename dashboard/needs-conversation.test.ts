import { afterAll, beforeAll, expect, test } from 'vitest';
import { handBack } from '../bot/conversation/hand-back.ts';
import { replyToPatient } from '../core/desk/reply.ts';
import { takeOver } from '../core/desk/take-over.ts';
import { staffOf } from '../test/staff.ts';
import { finishItem } from './pages/need-done.ts';
import { type Browser, makeMember, startDashboard, type TestDashboard } from './test-dashboard.ts';
import { openTestDesk, type TestDesk } from './test-desk.ts';

/** Items about a conversation: who takes one is seen there, and with "done" nobody is left with neither a person nor the bot. */

let house: TestDashboard;
let desk: TestDesk;
let njeri: Browser;
let njeriId: string;
let phones = 0;

beforeAll(async () => {
  house = await startDashboard();
  desk = await openTestDesk(house.core, house.organizationId);
  njeriId = await makeMember(house.core, house.organizationId, 'front_desk', 'njeri@clinic.example');
  njeri = house.browse();
  await njeri.signIn('njeri@clinic.example');
}, 120_000);
afterAll(() => house.stop());

/** Somebody whose words have put an item before staff. */
async function caller(...words: string[]) {
  phones += 1;
  const person = await desk.person(`+2547110001${phones}`, 'Asha Wanjiru');
  for (const text of ['Hi', ...words]) await desk.say(person.phone, text);
  const { conversationId, contactId } = person;
  return {
    ...{ conversationId, say: (text: string) => desk.say(person.phone, text) },
    itemOf: async (kind: 'person' | 'danger') =>
      house.core.db
        .selectFrom('worklist_item')
        .select(['id', 'closed_at'])
        .where('kind', '=', kind)
        .where('record_id', '=', conversationId)
        .executeTakeFirstOrThrow(),
    handover: () =>
      house.core.db
        .selectFrom('handover')
        .select(['ended_by', 'holder_id'])
        .where('conversation_id', '=', conversationId)
        .orderBy('asked_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow(),
    said: async () =>
      (
        await house.core.db
          .selectFrom('outbox')
          .select('id')
          .where('contact_id', '=', contactId)
          .where('author', '=', 'bot')
          .where('state', '<>', 'cancelled')
          .execute()
      ).length,
  };
}

const text = async (path: string) => (await njeri.ask(path)).text();

async function done(itemId: string): Promise<{ to: string; page: string }> {
  const answer = await njeri.post(`/needs/${itemId}/done`);
  expect(answer.status).toBe(303);
  const to = answer.headers.get('location') ?? '';
  return { to, page: await text(to) };
}

test('who asked for a person has the bot again, and is told; the page says so before', async () => {
  const asha = await caller('person');
  const { id } = await asha.itemOf('person');
  expect(await text(`/needs/${id}`)).toContain('gives the conversation back to Miadi');
  const before = await asha.said();
  const { to, page } = await done(id);
  expect(to).toBe('/needs?done=back');
  expect(page).toContain('Miadi has the conversation again, and has told the patient.');
  expect(await asha.handover()).toMatchObject({ ended_by: 'staff' });
  expect((await asha.itemOf('person')).closed_at).not.toBeNull();
  expect(await asha.said()).toBe(before + 1);
  await asha.say('menu');
  expect(await asha.said()).toBe(before + 2);
});

test('also where they have it themselves; sent twice it is done once', async () => {
  const asha = await caller('person');
  const { id } = await asha.itemOf('person');
  await njeri.post(`/inbox/${asha.conversationId}/take`);
  expect(await asha.handover()).toMatchObject({ ended_by: null, holder_id: njeriId });
  expect((await done(id)).to).toBe('/needs?done=back');
  await njeri.post(`/inbox/${asha.conversationId}/take`);
  expect((await done(id)).to).toBe('/needs?done=yes');
  expect(await asha.handover()).toMatchObject({ ended_by: null, holder_id: njeriId });
});

test('a colleague who has the conversation keeps it', async () => {
  const asha = await caller('person');
  const { id } = await asha.itemOf('person');
  const colleague = staffOf({ organizationId: house.organizationId });
  await takeOver(house.core, colleague, asha);
  expect(await text(`/needs/${id}`)).toContain('and keeps it when this is done.');
  const { to, page } = await done(id);
  expect(to).toBe('/needs?done=colleague');
  expect(page).toContain('A colleague has the conversation, and keeps it.');
  expect(await asha.handover()).toMatchObject({ ended_by: null, holder_id: colleague.actor.id });
  expect((await asha.itemOf('person')).closed_at).not.toBeNull();
});

test('danger to life: the bot does not write by itself, and the page says until when, and where to go', async () => {
  const asha = await caller('person', 'I want to kill myself');
  const said = await asha.said();
  const [person, danger] = [await asha.itemOf('person'), await asha.itemOf('danger')];
  const first = await done(person.id);
  expect(first.to).toBe(`/needs/${person.id}?done=yes`);
  expect((await asha.itemOf('danger')).closed_at).toBeNull();
  expect(await text(`/needs/${danger.id}`)).toContain('“Done” leaves the conversation as it is');
  const { page } = await done(danger.id);
  expect(page).toContain('Miadi says nothing in the conversation until');
  expect(page).toContain(`href="/inbox/${asha.conversationId}"`);
  expect((await asha.itemOf('danger')).closed_at).not.toBeNull();
  expect(await asha.handover()).toMatchObject({ ended_by: null });
  expect(await asha.said()).toBe(said);
});

test('what waits to be sent to them is not given up: the bot stays quiet until they write', async () => {
  const asha = await caller('person');
  const { id } = await asha.itemOf('person');
  await house.database.pool.query(
    `update inbound_message set received_at = received_at - interval '25 hours'`,
  );
  const self = staffOf({ organizationId: house.organizationId }, { actor: { kind: 'staff', id: njeriId } });
  const { result } = await replyToPatient(house.core, self, {
    ...{ key: 'held', conversationId: asha.conversationId, text: 'Are you well?', holdUntilAnswer: true },
  });
  expect(result).toMatchObject({ ok: true, state: 'held' });
  expect((await done(id)).to).toBe(`/needs/${id}?done=yes`);
  expect(await asha.handover()).toMatchObject({ ended_by: null });
});

test('where the bot has the conversation already, done is just that', async () => {
  const asha = await caller('person', 'menu');
  const { id } = await asha.itemOf('person');
  const said = await asha.said();
  expect(await text(`/needs/${id}`)).not.toMatch(/Miadi says nothing|back to Miadi/);
  expect((await done(id)).to).toBe('/needs?done=yes');
  expect(await asha.said()).toBe(said);
});

test('who takes it is seen in the inbox and in the conversation, until they leave it', async () => {
  const peter = house.browse();
  await makeMember(house.core, house.organizationId, 'clinic_admin', 'peter@clinic.example');
  await peter.signIn('peter@clinic.example');
  const asha = await caller('person');
  const { id } = await asha.itemOf('person');
  const talk = `/inbox/${asha.conversationId}`;
  const row = async (browser: Browser) => {
    const list = await (await browser.ask('/inbox?filter=waiting')).text();
    return list.slice(list.indexOf(`id="talk-${asha.conversationId}"`)).split('</li>')[0] ?? '';
  };
  const seen = async () => [await row(peter), await (await peter.ask(talk)).text()];
  for (const shown of await seen()) expect(shown).not.toMatch(/sees? to (it|this)/);
  await njeri.post(`/needs/${id}/take`);
  const [inList = '', inTalk = ''] = await seen();
  expect(inList).toContain('waiting for a person');
  expect(inList).toContain('Name of front_desk sees to it');
  expect(inTalk).toContain('Name of front_desk sees to this');
  expect(await row(njeri)).toContain('you see to it');
  expect(await text(talk)).toContain('You see to this');
  await peter.post(`${talk}/take`); // which takes the item, too
  for (const shown of [await row(peter), await (await peter.ask(talk)).text()])
    expect(shown).not.toMatch(/sees? to (it|this)/);
  await peter.post(`/needs/${id}/leave`);
  await njeri.post(`/needs/${id}/take`);
  expect(await (await peter.ask(talk)).text()).toContain('Name of front_desk sees to this');
  await njeri.post(`/needs/${id}/leave`);
  for (const shown of await seen()) expect(shown).not.toMatch(/sees? to (it|this)/);
});

test('whose danger is done, but not what they asked a person for: the bot does not write by itself', async () => {
  const asha = await caller('person', 'chest pain, I cannot breathe');
  const said = await asha.said();
  for (const kind of ['danger', 'person'] as const) {
    const { id } = await asha.itemOf(kind);
    expect((await done(id)).to).toBe(`/needs/${id}?done=yes`);
  }
  expect(await asha.handover()).toMatchObject({ ended_by: null });
  expect(await asha.said()).toBe(said);
});

test('a danger that comes in the moment in which what they asked for is done stays before staff', async () => {
  const asha = await caller('person');
  const { id } = await asha.itemOf('person');
  const self = staffOf({ organizationId: house.organizationId }, { actor: { kind: 'staff', id: njeriId } });
  const finished = await finishItem(
    {
      core: house.core,
      desk: {
        async handBack(scope, given) {
          await asha.say('chest pain, I cannot breathe');
          return handBack(house.bot, scope, given);
        },
        wake: house.bot.wake,
      },
    },
    self,
    id,
  );
  expect(finished).toEqual({ ok: true, way: 'quiet' });
  expect((await asha.itemOf('danger')).closed_at).toBeNull();
  expect(await asha.handover()).toMatchObject({ ended_by: null });
});

test('who gives back from a page that does not show the danger yet is told to read first', async () => {
  const asha = await caller('person', 'chest pain, I cannot breathe');
  const back = `/inbox/${asha.conversationId}/hand-back`;
  const stale = await njeri.post(back, { seen: 'person' });
  expect(stale.status).toBe(422);
  const page = await stale.text();
  expect(page).toContain('Read first what they have written.');
  expect(page).toContain('name="seen" value="danger"');
  expect((await asha.itemOf('danger')).closed_at).toBeNull();
  expect((await njeri.post(back, { seen: 'danger' })).status).toBe(303);
  expect(await asha.handover()).toMatchObject({ ended_by: 'staff' });
});
