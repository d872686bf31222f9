import { assemble } from '../assemble.ts';
import { movableClock } from '../core/clock.ts';
import { connect } from '../core/db/connect.ts';
import { uuidIds } from '../core/ids.ts';
import { captureLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import { rehearsed } from '../rehearsal/rehearse.ts';

/**
 * A web process that dies by kill -9 at a given point of its first send: for test/crash.test.ts, which gives the database, the
 * emulators' address and the point, and writes to it by the webhook.
 */
const [databaseUrl = '', providersUrl = '', publicUrl = '', dieAt = '', now = '', form = '', signature = ''] =
  process.argv.slice(2);

const die = () => process.kill(process.pid, 'SIGKILL');

const dying: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const sending = request.method === 'POST' && request.url.includes('/Messages');
  if (sending && dieAt === 'before_send') die();
  const answer = await fetch(request);
  if (sending && dieAt === 'after_send') die();
  return answer;
};

const database = connect(databaseUrl, { max: 4 });
const miadi = assemble({
  database,
  clock: movableClock(Temporal.Instant.from(now)), // the stage's: one time for all
  ids: uuidIds,
  vault: openVault([Buffer.alloc(32, 7)]),
  log: captureLog().log,
  fetch: dying,
  publicUrl,
  twilio: { ...rehearsed.twilio, apiUrl: `${providersUrl}/emulators/twilio` },
  africastalking: null,
  smtp: null,
});
const answer = await miadi.webhooks.request('/webhooks/twilio/sms', {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  body: form,
});
if (answer.status !== 200) process.exit(3);
if (dieAt === 'after_commit') die();
await miadi.sender.idle();
process.exit(4);
