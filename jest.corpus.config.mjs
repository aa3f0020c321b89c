import config from './jest.config.mjs';

/** Thousands of files, most of them broken: minutes, so not part of `npm test` (npm run test:corpus). */
export default { ...config, testMatch: ['<rootDir>/test/corpus/**/*.corpus.ts'], testTimeout: 900_000, maxWorkers: 1 };
