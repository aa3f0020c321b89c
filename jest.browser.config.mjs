import base from './jest.config.mjs';

/** What needs a real browser; tools/test-browser.mjs finds one. */
export default { ...base, testMatch: ['<rootDir>/test/browser/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 180_000, maxWorkers: 1 };
