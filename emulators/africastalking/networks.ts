/** Mobile networks by how their numbers begin; the codes are Africa's Talking's. Others have no code here. */
const prefixes: readonly [RegExp, string][] = [
  [/^\+254(7(0[0-9]|1[0-9]|2[0-9]|4[0-8]|57|58|59|68|69|9[0-9])|11[0-5])/, '63902'],
  [/^\+254(7(3[0-9]|5[0-6]|62|8[0-9])|10[0-9])/, '63903'],
  [/^\+255(6[89]|78)/, '64005'],
  [/^\+2557[456]/, '64004'],
  [/^\+256(7[678]|39)/, '64110'],
];

/** The mobile network a number is with, as in `networkCode`; undefined when we cannot tell. */
export function networkCodeOf(phone: string): string | undefined {
  return prefixes.find(([prefix]) => prefix.test(phone))?.[1];
}
