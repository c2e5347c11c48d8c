import { defineConfig } from 'vitest/config';

const server = 'test/signal-server/**/*.test.ts';
// These drive real browsers or change the network: one at a time, with the machine to themselves.
const browser = ['test/e2e/**/*.test.ts', 'test/lab/**/*.test.ts'];

export default defineConfig({
  test: {
    // Otherwise every test above 300 ms gets a line of its own.
    slowTestThreshold: 10_000,
    projects: [
      {
        test: {
          name: 'unit',
          // Whatever is in no other group, so that no test is ever forgotten.
          include: ['test/**/*.test.ts'],
          exclude: [server, ...browser],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'server',
          include: [server],
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: browser,
          fileParallelism: false,
          // Within a file only where it says so itself, and then one a core.
          maxConcurrency: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
