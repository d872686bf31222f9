import { randomUUIDv7 } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import pg from 'pg';

/** The longest that one stays signed in without doing anything, and at all. */
export type SignInTimes = { idleMinutes: number; longestHours: number };

export const usualTimes: SignInTimes = { idleMinutes: 30, longestHours: 12 };

export type AuthOptions = {
  pool: pg.Pool;
  secret: string;
  publicUrl: string;
  times: SignInTimes;
};

/** Where better-auth hears who calls: set by us (client-address.ts), never taken from a request as it came. */
export const addressHeader = 'x-miadi-client';

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/**
 * Passwords, sign-ins and second factors by better-auth, on tables of ours (core/db/migrations/0011_staff.sql). Its own HTTP
 * routes are not mounted: pages call it from within (sign-in/routes.ts), so that there is one door, with our lock before it.
 * It counts time by the system's clock.
 */
export function createAuth({ pool, secret, publicUrl, times }: AuthOptions) {
  return betterAuth({
    appName: 'Miadi',
    baseURL: publicUrl,
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true }, // its lines name e-mail addresses; what matters is in ours
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', ...dates },
    },
    account: {
      modelName: 'credential',
      fields: {
        ...{ userId: 'account_id', providerId: 'provider', accountId: 'provider_account' },
        ...{ accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token' },
        ...{
          accessTokenExpiresAt: 'access_token_expires_at',
          refreshTokenExpiresAt: 'refresh_token_expires_at',
        },
        ...dates,
      },
    },
    session: {
      modelName: 'sign_in',
      fields: {
        ...{ userId: 'account_id', expiresAt: 'expires_at', ipAddress: 'address', userAgent: 'device' },
        ...dates,
      },
      expiresIn: times.idleMinutes * 60,
      updateAge: 60,
      cookieCache: { enabled: false }, // who is signed out is so at once
    },
    verification: {
      modelName: 'challenge',
      fields: { expiresAt: 'expires_at', ...dates },
      storeIdentifier: 'hashed',
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    plugins: [
      twoFactor({
        issuer: 'Miadi',
        twoFactorTable: 'second_factor',
        accountLockout: { maxFailedAttempts: 8, durationSeconds: 15 * 60 },
        schema: {
          user: { fields: { twoFactorEnabled: 'second_factor' } },
          twoFactor: {
            fields: {
              ...{ userId: 'account_id', backupCodes: 'backup_codes' },
              ...{ failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
            },
          },
        },
      }),
    ],
    advanced: {
      cookiePrefix: 'miadi',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => randomUUIDv7() },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * A small pool beside ours: its tables lie in the schema staff, and it wants times as Dates, where ours gives Temporal's.
 */
export function openAuthPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: 4, application_name: 'miadi sign-in', options: '-c search_path=staff' },
    ...{ connectionTimeoutMillis: 10_000, statement_timeout: 15_000, keepAlive: true },
  });
  // A connection that breaks has no caller to tell, while it lies there or between two queries; an 'error' that nobody hears would end the process.
  const unheard = () => undefined;
  pool.on('error', unheard);
  pool.on('connect', (client) => client.on('error', unheard));
  return pool;
}
