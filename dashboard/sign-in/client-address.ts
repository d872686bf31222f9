import { BlockList, isIP, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Tells from where a request comes. */
export type AddressOf = (c: Context) => string;

/**
 * The socket's address; where that is a proxy that the operator has named, what it says in X-Forwarded-For, read from its end:
 * what stands in front of the last address that is no such proxy, anybody may have written.
 *
 * @param trusted addresses and nets, as in TRUSTED_PROXIES
 */
export function addressReader(trusted: readonly string[]): AddressOf {
  const proxies = new BlockList();
  for (const one of trusted) {
    const [address = '', bits] = one.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isProxy = (address: string) => proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return (c) => {
    let address = plain(socketAddress(c));
    const said = (c.req.header('x-forwarded-for') ?? '').split(',').map((one) => plain(one.trim()));
    while (isIP(address) !== 0 && isProxy(address)) {
      const before = said.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = before;
    }
    return address;
  };
}

/** A request that came by no socket (a test's) comes from nowhere. */
function socketAddress(c: Context): string {
  const bindings: unknown = c.env;
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return 'nowhere';
  return getConnInfo(c).remote.address ?? 'nowhere';
}

/** IPv4 as IPv4, also on a socket that listens on both. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Of IPv6 the net: one household or server has 2^64 addresses to change between. */
export function netOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
}
