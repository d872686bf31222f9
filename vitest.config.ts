import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/.miadi/**'],
    globalSetup: './test/global-setup.ts',
    // processes, not threads: the kernel ends an embedded Postgres with the thread that started it
    pool: 'forks',
    maxWorkers: 2,
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
