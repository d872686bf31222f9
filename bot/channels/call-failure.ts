import type { SendError } from './send-error.ts';

/** What Node says of a connection that was never made: nothing can have been taken by the provider. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * A fetch that threw. Only where surely no connection was made may the message be sent again at once; everything else (timed
 * out, broken off, and what we do not know) may have reached the provider.
 */
export function callFailure(error: unknown): SendError {
  const codes = codesOf(error);
  const unreached = codes.length > 0 && codes.every((code) => neverConnected.has(code));
  return { code: unreached ? 'provider_unreachable' : 'no_answer', providerCode: null };
}

/** Several addresses of one host are tried in turn, and fail as one AggregateError. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(codesOf);
  if (error.cause !== undefined) return codesOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? [error.code] : ['unknown'];
}
