import { nearest } from './nearest.ts';
import { readProviderNumber } from './plain-values.ts';

/** Something wrong in a clinic's file: where, what, and how to mend it. Places in a list count from 0. */
export type Finding = { path: readonly PropertyKey[]; what: string; mend: string };

/**
 * What no single part of the file can know: keys that name nothing, and the same thing twice. It reads the file as written
 * and steps over all that has not the form it should, so that these problems are told together with those of form.
 */
export function checkReferences(file: unknown): Finding[] {
  const branches = Object.keys(mapAt(file, 'branches'));
  const services = Object.keys(mapAt(file, 'services'));
  return [
    ...listAt(file, 'holidays').flatMap((holiday, index) =>
      checkKey(textAt(holiday, 'branch'), branches, 'branch', ['holidays', index, 'branch']),
    ),
    ...Object.entries(mapAt(file, 'practitioners')).flatMap(([key, practitioner]) =>
      checkPractitioner(practitioner, ['practitioners', key], branches, services),
    ),
    ...checkRooms(file),
    ...checkNames(file),
    ...checkRepeated(listAt(file, 'holidays'), 'holidays', (holiday) =>
      ['days', 'branch', 'hours'].map((part) => plain(textAt(holiday, part))),
    ),
    ...checkRepeated(listAt(file, 'channels'), 'channels', (channel) => [
      ...['provider', 'kind'].map((part) => plain(textAt(channel, part))),
      asRead(textAt(channel, 'number')),
      textAt(channel, 'keyword')?.trim().toUpperCase() ?? '',
    ]),
  ];
}

type Path = readonly PropertyKey[];

function checkPractitioner(
  practitioner: unknown,
  path: Path,
  branches: readonly string[],
  services: readonly string[],
): Finding[] {
  const given = listAt(practitioner, 'services').map(String);
  const listed = listAt(practitioner, 'branches').map(String);
  const own = listed.length > 0 ? listed : Object.keys(mapAt(practitioner, 'branches'));
  return [
    ...given.flatMap((key, index) => checkKey(key, services, 'service', [...path, 'services', index])),
    ...checkTwice(given, [...path, 'services']),
    ...own.flatMap((key, index) =>
      checkKey(key, branches, 'branch', [...path, 'branches', listed.length > 0 ? index : key]),
    ),
    ...checkTwice(listed, [...path, 'branches']),
    ...['absences', 'extra-hours'].flatMap((part) =>
      listAt(practitioner, part).flatMap((exception, index) =>
        checkOwnBranch(textAt(exception, 'branch'), own, [...path, part, index, 'branch']),
      ),
    ),
  ];
}

/** A room is named by its key alone, whichever branch it is at. */
function checkRooms(file: unknown): Finding[] {
  const branchWith = new Map<string, string>();
  const twice: Finding[] = [];
  for (const [branch, record] of Object.entries(mapAt(file, 'branches'))) {
    for (const key of Object.keys(mapAt(record, 'rooms'))) {
      const first = branchWith.get(key);
      const what = `is the key of a room at "${first}" too`;
      const path = ['branches', branch, 'rooms', key];
      if (first === undefined) branchWith.set(key, branch);
      else twice.push({ path, what, mend: 'give each its own' });
    }
  }
  const rooms = [...branchWith.keys()];
  const named = Object.entries(mapAt(file, 'services')).flatMap(([service, record]) => {
    const path = ['services', service, 'rooms'];
    const given = listAt(record, 'rooms').map(String);
    return [
      ...given.flatMap((key, index) => checkRoom(key, rooms, [...path, index])),
      ...checkTwice(given, path),
    ];
  });
  return [...twice, ...named];
}

/** Unlike other keys, rooms may be missing altogether: that is then the problem of who names one. */
function checkRoom(key: string, rooms: readonly string[], path: Path): Finding[] {
  if (rooms.length > 0) return checkKey(key, rooms, 'room', path);
  const mend = 'write it below the branch that has it: rooms: { dental-room: Dental room }';
  return [{ path, what: `there is no room "${key}"`, mend }];
}

/** Where there is nothing that could be named, that is the problem, and it is told elsewhere. */
function checkKey(key: string | undefined, known: readonly string[], kind: string, path: Path): Finding[] {
  if (key === undefined || known.length === 0 || known.includes(key)) return [];
  const meant = nearest(key, known);
  const mend = meant === undefined ? `choose from ${known.join(', ')}` : `did you mean ${meant}?`;
  return [{ path, what: `there is no ${kind} "${key}"`, mend }];
}

function checkOwnBranch(key: string | undefined, own: readonly string[], path: Path): Finding[] {
  if (key === undefined || own.length === 0 || own.includes(key)) return [];
  return [
    { path, what: `"${key}" is none of the practitioner's branches`, mend: `choose from ${own.join(', ')}` },
  ];
}

function checkTwice(keys: readonly string[], path: Path): Finding[] {
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index
      ? [{ path: [...path, index], what: `"${key}" stands here twice`, mend: 'take one out' }]
      : [],
  );
}

function checkRepeated(
  items: readonly unknown[],
  list: string,
  identityOf: (item: unknown) => readonly string[],
): Finding[] {
  const identities = items.map((item) => identityOf(item).join(' '));
  return identities.flatMap((identity, index) => {
    const first = identities.indexOf(identity);
    return first < index && identity.trim() !== ''
      ? [{ path: [list, index], what: `is the same as the one at place ${first + 1}`, mend: 'take one out' }]
      : [];
  });
}

function plain(text: string | undefined): string {
  return text?.replaceAll(/\s/g, '').toLowerCase() ?? '';
}

/** A number may be written in several ways ("+254 (0)711 …"): what it is read as tells whether it is the same. */
function asRead(number: string | undefined): string {
  const read = readProviderNumber(number?.trim() ?? '');
  return plain(read.ok ? read.value.number : number);
}

/** A patient chooses by the name. */
function checkNames(file: unknown): Finding[] {
  return [
    ...checkDistinct(file, 'branches', ['name']),
    ...checkDistinct(file, 'services', ['name', 'en']),
    ...checkDistinct(file, 'services', ['name', 'sw']),
    ...checkDistinct(file, 'practitioners', ['name']),
  ];
}

function checkDistinct(file: unknown, part: string, where: readonly string[]): Finding[] {
  const firstWith = new Map<string, string>();
  const last = where.at(-1) ?? '';
  return Object.entries(mapAt(file, part)).flatMap(([key, record]) => {
    const holder = where.slice(0, -1).reduce<unknown>((inner, step) => mapAt(inner, step), record);
    const name = textAt(holder, last)?.trim().toLowerCase();
    const first = name === undefined ? undefined : firstWith.get(name);
    if (name === undefined) return [];
    if (first === undefined) {
      firstWith.set(name, key);
      return [];
    }
    const mend = 'patients choose by the name: give each its own';
    return [{ path: [part, key, ...where], what: `is the name of "${first}" too`, mend }];
  });
}

function mapAt(value: unknown, key: string): Record<string, unknown> {
  const inner = isMap(value) ? value[key] : undefined;
  return isMap(inner) ? inner : {};
}

function listAt(value: unknown, key: string): unknown[] {
  const inner = isMap(value) ? value[key] : undefined;
  return Array.isArray(inner) ? inner : [];
}

function textAt(value: unknown, key: string): string | undefined {
  const inner = isMap(value) ? value[key] : undefined;
  return typeof inner === 'string' ? inner : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
