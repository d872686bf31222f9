import type { ContactId } from '../../../core/ids.ts';
import { organizationLookupKey } from '../../../core/people/lookup.ts';
import { messageTerms, termHash } from '../../../core/search/terms.ts';
import { type Choice, prompt, text } from '../../../flows/vocabulary.ts';
import type { Filling } from './filling.ts';
import { LINES, lineOf } from './words.ts';

/** What is said for one visit: so many of the patient's messages, an answer to each, and the reminders. */
export const TURNS = 7;
export const REMINDERS = 2;
export const MESSAGES = TURNS * 2 + REMINDERS;

const AT_ONCE = 500;
/** Each patient has so many sentences of their own, which they write again. */
const OWN_LINES = 6;
/** Of a visit's seven messages these are sentences; the others are numbers and the like, which nobody looks for. */
const sentences = [0, 3, 6];
const short = ['Hi', '1', '2'];
const heard = (words: string) => JSON.stringify({ kind: 'text', text: words });

const choices = ['General consultation', 'Dental', 'Eye check', 'Laboratory', 'Vaccination'].map(
  (name, place): Choice => ({ id: `choice-${place}`, label: text('common.name', { name }) }),
);
const asked = prompt('booking.choose_service', {}, choices);
const said = [asked, prompt('common.or_call', { phone: '+254 20 7001200' }), prompt('common.opted_in', {})];
const offered = JSON.stringify({ waitId: '0', choices });

/** What each patient writes, and what is written to them, sealed with their key: as the tables `heard` and `said`. */
export async function sealTalk(filling: Filling): Promise<void> {
  const { run, core, organizationId, client } = filling;
  await run(`
    create temp table talker as
      select row_number() over (order by v.id)::int - 1 as no, v.id as conversation_id, v.contact_id, v.channel_id, cp.patient_id, vc.data_key
      from conversation v join vault.contact vc using (organization_id, contact_id)
      join contact_patient cp using (organization_id, contact_id);
    create temp table heard (no int, slot int, line int, body bytea);
    create temp table said (no int, slot int, prompt bytea);
    create temp table sealed_note (no int, text bytea);
  `);
  const { rows } = await client.query<{ no: number; contactId: ContactId; dataKey: Buffer }>(
    'select no, contact_id as "contactId", data_key as "dataKey" from talker order by no',
  );
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const sealed = rows.slice(from, from + AT_ONCE).map(({ no, contactId, dataKey }) => {
      const key = core.vault.unwrap(dataKey, { organizationId, recordId: contactId });
      const seal = (purpose: string, plain: string) => core.vault.encrypt(key, purpose, plain);
      const own = Array.from({ length: OWN_LINES }, (_, slot) => (no * 31 + slot * 977) % LINES);
      return {
        no,
        contactId,
        heard: [
          ...own.map((line) => ({ line, body: seal('inbound_message.body', heard(lineOf(line))) })),
          ...short.map((words) => ({ line: null, body: seal('inbound_message.body', heard(words)) })),
        ],
        said: said.map((one) => seal('outbox.prompt', JSON.stringify({ prompt: one, waitId: `${no}` }))),
        note: seal('conversation_note.text', `Prefers to be called in the morning, ${lineOf(no % LINES)}`),
        offered: seal('conversation.offered', offered),
      };
    });
    const heards = sealed.flatMap((one) => one.heard.map((body, slot) => ({ no: one.no, slot, ...body })));
    const saids = sealed.flatMap((one) =>
      one.said.map((sealedPrompt, slot) => ({ no: one.no, slot, sealedPrompt })),
    );
    await client.query(
      'insert into heard select * from unnest($1::int[], $2::int[], $3::int[], $4::bytea[])',
      [
        ...[heards.map((one) => one.no), heards.map((one) => one.slot), heards.map((one) => one.line)],
        heards.map((one) => one.body),
      ],
    );
    await client.query('insert into said select * from unnest($1::int[], $2::int[], $3::bytea[])', [
      ...[saids.map((one) => one.no), saids.map((one) => one.slot)],
      saids.map((one) => one.sealedPrompt),
    ]);
    await client.query('insert into sealed_note select * from unnest($1::int[], $2::bytea[])', [
      sealed.map((one) => one.no),
      sealed.map((one) => one.note),
    ]);
    await client.query(
      `update conversation v set offered = o.offered from unnest($1::uuid[], $2::bytea[]) as o (contact_id, offered)
       where v.contact_id = o.contact_id`,
      [sealed.map((one) => one.contactId), sealed.map((one) => one.offered)],
    );
  }
  await run(`
    create index on heard (no, slot); create index on said (no, slot); create index on talker (no);
    analyze heard; analyze said; analyze talker;
  `);
}

/**
 * What was said in two years, one visit after the other, in the order of time as a clinic's tables have it: some patients
 * write often, some have not for long. The tables `episode` (a visit and what was said for it) and `turn` stay for what else is filled in.
 */
export async function fillTalk({ run }: Filling, episodes: number): Promise<void> {
  await run(`
    select setseed(0.5);
    create temp table episode as
      select row_number() over (order by at)::int as n, e.at, t.*, uuidv7(e.at - now()) as visit_id, random() < 0.05 as handed
      from (select case when i < p.many then i else floor(p.many * random() ^ 1.7)::int end as no,
          now() - interval '10 minutes' - random() * interval '730 days' as at
        from generate_series(0, ${episodes - 1}) i, (select count(*)::int as many from talker) p) e
      join talker t using (no) order by e.at;
    create temp table turn as
      select e.n, e.no, k, e.at + k * interval '40 seconds' as at, uuidv7(e.at + k * interval '40 seconds' - now()) as message_id,
        uuidv7(e.at + k * interval '40 seconds' - now()) as reply_id, uuidv7(e.at + k * interval '40 seconds' - now()) as correlation_id,
        case when k in (${sentences.join(', ')}) then (e.n + k) % ${OWN_LINES} else ${OWN_LINES} + k % ${short.length} end as slot,
        e.conversation_id, e.contact_id, e.channel_id, e.handed
      from episode e cross join generate_series(0, ${TURNS - 1}) k order by 4;
    create index on episode (n); analyze episode; analyze turn;
  `);
  await run(`
    insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state, tries,
      correlation_id, received_at, handled_at)
    select o.id, t.message_id, t.conversation_id, t.channel_id, 'SM' || md5(t.message_id::text), h.body, 'handled', 1,
      t.correlation_id, t.at, t.at
    from organization o, turn t join heard h using (no, slot) order by t.at
  `);
  await run(`
    with own as (select array_agg(id order by id) as ids, count(*)::int as many from staff.member)
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, tries, provider_message_id, segments,
      correlation_id, created_at, wired_at, sent_at, ended_at, author, staff_id)
    select o.id, t.reply_id, t.contact_id, t.channel_id, s.prompt, 'en', case when t.n % 3 = 0 then 'read' else 'delivered' end, 1,
      'SM' || md5(t.reply_id::text), 1, t.correlation_id, t.at, t.at, t.at, t.at + interval '3 seconds',
      case when t.handed and t.k > 3 then 'staff' else 'bot' end, case when t.handed and t.k > 3 then own.ids[1 + t.n % own.many] end
    from organization o, own, turn t join said s on s.no = t.no and s.slot = t.k % ${said.length} order by t.at
  `);
  await run(`
    update conversation v set turns = c.turns, revision = c.turns, last_turn_at = c.last_at, created_at = c.first_at
    from (select conversation_id, count(*)::int as turns, max(at) as last_at, min(at) as first_at from turn group by 1) c
    where v.id = c.conversation_id
  `);
}

/** The words of all of it, as the sweeper would have taken them in by now. */
export async function fillSearch({ run, core, client, organizationId }: Filling): Promise<void> {
  const key = await organizationLookupKey(core, organizationId);
  const terms = Array.from({ length: LINES }, (_, line) =>
    messageTerms(lineOf(line)).map((word) => ({ line, hash: termHash(key, 'message', word) })),
  ).flat();
  await run('create temp table line_term (line int, hash bytea)');
  await client.query('insert into line_term select * from unnest($1::int[], $2::bytea[])', [
    terms.map(({ line }) => line),
    terms.map(({ hash }) => hash),
  ]);
  await run(`
    analyze line_term;
    insert into vault.search_term (organization_id, hash, record_kind, record_id, contact_id)
    select o.id, l.hash, 'message', t.message_id, t.contact_id
    from organization o, turn t join heard h using (no, slot) join line_term l using (line) order by l.hash, t.message_id;
  `);
}
