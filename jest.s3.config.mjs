import base from './jest.config.mjs';

/** The S3 tests once more, on the server that tools/test-s3.mjs has started. */
export default { ...base, testMatch: ['<rootDir>/test/s3/on-radosgw.test.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 120_000, maxWorkers: 1 };
