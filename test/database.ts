import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, DatabaseError, type Pool } from 'pg';
import { inject } from 'vitest';
import { connect, type Db } from '../core/db/connect.ts';

export type TestDatabase = { db: Db; pool: Pool; url: string; drop(): Promise<void> };

export type TestDatabaseOptions = { max?: number };

/** A database of the caller's own with every migration applied; one for each test file is the habit. */
export function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return create(`template miadi_template_${inject('run')}`, options);
}

/** A database with nothing in it, for tests of the migrations themselves. */
export function createEmptyDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return create('template template0', options);
}

async function create(template: string, options: TestDatabaseOptions): Promise<TestDatabase> {
  const name = `miadi_test_${inject('run')}_${randomBytes(6).toString('hex')}`;
  await insist(`create database ${name} ${template}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  const { db, pool, close } = connect(url.href, { max: options.max ?? 10, applicationName: 'miadi tests' });
  const drop = async () => {
    await close();
    await insist(`drop database ${name} with (force)`);
  };
  return { db, pool, url: url.href, drop };
}

/** Two who clone at once, or autovacuum at work in the template, make Postgres refuse (55006): it passes. */
async function insist(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    for (let tries = 1; ; tries++) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        if (!(error instanceof DatabaseError && error.code === '55006') || tries === 100) throw error;
        await pause(50);
      }
    }
  } finally {
    await client.end();
  }
}
