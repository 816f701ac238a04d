import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    testTimeout: 30_000,
    restoreMocks: true,
    // Tests expect English, whatever the locale.
    env: { LC_ALL: 'C.UTF-8' },
  },
})
