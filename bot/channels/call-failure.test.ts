import { expect, test } from 'vitest';
import { callFailure } from './call-failure.ts';

function fetchFailed(cause: unknown): Error {
  return new TypeError('fetch failed', { cause });
}

function system(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

test.each([
  ['refused', fetchFailed(system('ECONNREFUSED')), 'provider_unreachable'],
  ['no such host', fetchFailed(system('ENOTFOUND')), 'provider_unreachable'],
  ['no answer from DNS', fetchFailed(system('EAI_AGAIN')), 'provider_unreachable'],
  ['no route', fetchFailed(system('EHOSTUNREACH')), 'provider_unreachable'],
  ['no connection in time', fetchFailed(system('UND_ERR_CONNECT_TIMEOUT')), 'provider_unreachable'],
  ['a certificate we do not trust', fetchFailed(system('CERT_HAS_EXPIRED')), 'provider_unreachable'],
  [
    'every address refused',
    fetchFailed(new AggregateError([system('ECONNREFUSED'), system('ENETUNREACH')])),
    'provider_unreachable',
  ],
  [
    'one of the addresses broke off',
    fetchFailed(new AggregateError([system('ECONNREFUSED'), system('ECONNRESET')])),
    'no_answer',
  ],
  ['reset', fetchFailed(system('ECONNRESET')), 'no_answer'],
  ['closed by the other side', fetchFailed(system('UND_ERR_SOCKET')), 'no_answer'],
  ['timed out', new DOMException('timed out', 'TimeoutError'), 'no_answer'],
  ['nothing known', fetchFailed(new Error('?')), 'no_answer'],
  ['no error at all', 'boom', 'no_answer'],
])('%s', (_, error, code) => {
  expect(callFailure(error)).toEqual({ code, providerCode: null });
});
