import { type Bucket, takeToken } from '../../core/limits/bucket.ts';

/** Tries a minute from one address, and as many at once: a clinic's whole staff may come in at eight, behind one router. */
const aMinute = 20;
/** More addresses than that are not remembered; the one seen first is forgotten. */
const mostAddresses = 10_000;

export type RateLimit = (address: string) => boolean;

/** Whether one try more may be made from there. Each process counts for itself; the lock of an account is the database's. */
export function createRateLimit(now: () => number = () => performance.now()): RateLimit {
  const buckets = new Map<string, Bucket>();
  return (address) => {
    const left = takeToken(buckets.get(address), aMinute, now());
    if (left === null) return false;
    buckets.delete(address);
    buckets.set(address, left);
    const [oldest] = buckets.keys();
    if (buckets.size > mostAddresses && oldest !== undefined) buckets.delete(oldest);
    return true;
  };
}
