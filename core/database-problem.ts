import pg from 'pg';
import { problemOf, type SettingProblem } from './config.ts';

/** Why DATABASE_URL does not lead into a database, and how to mend that: asked at the start, before anything is done to it. */

const PATIENCE_MS = 10_000;

/** A way in which it goes wrong: the codes by which it is known (of the network, of TLS, of Postgres), or what the driver says of it. */
type Trouble = { known: readonly string[] | RegExp; problem: string; mend: string };

/** The driver takes any other word for a demand of TLS, and says nothing. */
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
const sslWords = ['true', '1', '0', 'no-verify'];

const trustMend =
  'Name the certificate of its authority in DATABASE_URL: sslrootcert=/the/path/to/root.crt; or, if nobody can come in between, take sslmode=no-verify.';

const troubles: readonly Trouble[] = [
  {
    known: /does not support SSL/,
    problem: 'asks for TLS, and the server has none',
    mend: 'Turn TLS on in Postgres (ssl = on), or, if nobody can listen on the way to it, put sslmode=disable into DATABASE_URL.',
  },
  {
    known: /no encryption|SSL off/,
    problem:
      'does not lead in: the server lets nobody in from here without TLS, or by that name into that database',
    mend: 'Put sslmode=verify-full into DATABASE_URL, or let it in by a line of pg_hba.conf.',
  },
  {
    known: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    problem: "names a host that is not in the server's certificate",
    mend: 'Give the host in DATABASE_URL by the name for which the certificate was made.',
  },
  {
    known: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
    problem: 'leads to a server whose certificate is not valid today',
    mend: "Renew the certificate of Postgres, and check this machine's clock.",
  },
  {
    known: /^(\w*(SELF_SIGNED|UNABLE_TO_(GET|VERIFY))\w*|CERT_\w+)$/,
    problem: 'leads to a server whose certificate is not trusted',
    mend: trustMend,
  },
  {
    known: /^(ERR_SSL_\w+|ERR_TLS_\w+|EPROTO|ERR_OSSL_\w+)$/,
    problem: 'leads to a server with which TLS fails',
    mend: 'Check sslmode, sslrootcert, sslcert and sslkey in DATABASE_URL, and what Postgres demands in pg_hba.conf.',
  },
  {
    known: ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'],
    problem: 'names a file that cannot be read',
    mend: 'Check sslrootcert, sslcert and sslkey in DATABASE_URL (or the path of the socket), and who may read what is there.',
  },
  {
    known: ['28P01'],
    problem: 'is refused: the name or the password is wrong',
    mend: 'Check the name and the password in DATABASE_URL; odd characters in them are written as %XX.',
  },
  {
    known: ['28000'],
    problem: 'is refused: the server does not let that name in from here',
    mend: 'Check the name in DATABASE_URL, that it may log in, and the lines of pg_hba.conf.',
  },
  {
    known: ['3D000'],
    problem: 'names a database that the server does not have',
    mend: 'Check the last part of DATABASE_URL, or make the database (createdb).',
  },
  {
    known: ['42501'],
    problem: 'names a database that the server does not let this name into',
    mend: 'Let it: grant connect on database … to …, or make it the owner.',
  },
  {
    known: ['53300'],
    problem: 'leads to a server that has no connection left',
    mend: 'End what holds so many, or raise max_connections of Postgres.',
  },
  {
    known: ['57P03'],
    problem: 'leads to a server that is just starting or stopping',
    mend: 'Start Miadi again when Postgres runs.',
  },
  {
    known: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'],
    problem: 'names a host that is not known here',
    mend: "Check the host in DATABASE_URL, and this machine's DNS.",
  },
  {
    known: ['ECONNREFUSED'],
    problem: 'names a host and port at which nothing listens',
    mend: 'Check the host and port in DATABASE_URL, that Postgres runs there, and its listen_addresses.',
  },
  {
    known: ['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
    problem: 'names a host from which no answer comes',
    mend: 'Check the host and port in DATABASE_URL, the network, and what filters it (a firewall).',
  },
  {
    known: ['ERR_INVALID_URL', 'ERR_INVALID_ARG_VALUE', 'ERR_SOCKET_BAD_PORT'],
    problem: 'is no address of a Postgres database',
    mend: problemOf('DATABASE_URL', '').mend,
  },
];

/** Nothing of the above: mostly something that is no Postgres. */
const other = {
  problem: 'leads to something that does not answer as Postgres does',
  mend: 'Check the host and port in DATABASE_URL, and that Postgres runs there.',
};

/** Connects once. What the driver says may quote the address, password and all: of it only the code is told. */
export async function findDatabaseProblem(url: string): Promise<SettingProblem | null> {
  const unknown = findUnknownMode(url);
  if (unknown !== null) return unknown;
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
    client.on('error', () => undefined); // breaks later than the attempt that is told of
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    const code = codeOf(error);
    const { problem, mend } = troubles.find(({ known }) => isKnown(known, code, error)) ?? other;
    return { setting: 'DATABASE_URL', problem: code === '' ? problem : `${problem} (${code})`, mend };
  }
}

function findUnknownMode(url: string): SettingProblem | null {
  if (!URL.canParse(url)) return null;
  const asked = new URL(url).searchParams;
  for (const [name, words] of [
    ['sslmode', sslModes],
    ['ssl', sslWords],
  ] as const) {
    if (asked.getAll(name).every((word) => words.includes(word))) continue;
    const problem = `has an ${name} that does not exist`;
    const mend = `In DATABASE_URL, ${name} is one of: ${words.join(', ')}.${name === 'ssl' ? ' Better say sslmode.' : ''}`;
    return { setting: 'DATABASE_URL', problem, mend };
  }
  return null;
}

function isKnown(known: Trouble['known'], code: string, error: unknown): boolean {
  if (!(known instanceof RegExp)) return known.includes(code);
  return known.test(code) || (error instanceof Error && known.test(error.message));
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof URIError) return 'ERR_INVALID_URL';
  if (error instanceof Error && 'code' in error && /^\w{1,40}$/.test(String(error.code))) {
    return String(error.code);
  }
  return error instanceof Error && /timeout|timed out/i.test(error.message) ? 'ETIMEDOUT' : '';
}
