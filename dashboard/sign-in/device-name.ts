const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** "Chrome · Windows", as far as a browser says what it is; null where it says nothing that we know. */
export function deviceName(userAgent: string | null): string | null {
  const first = (list: typeof systems) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  const names = [first(browsers), first(systems)].filter((name) => name !== undefined);
  return names.length === 0 ? null : names.join(' · ');
}
