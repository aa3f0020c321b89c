import { describe, expect, it } from '@jest/globals';
import { ConfigFaults, loadConfig } from './config.js';

const store = { S3_ENDPOINT: 'http://127.0.0.1:9000', S3_BUCKET: 'parley', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
const sandbox = { ...store, DATABASE_URL: 'postgres://localhost/parley', SANDBOX: '1' };
const house = {
  ...store,
  DATABASE_URL: 'postgres://db/parley',
  JWT_ISSUER: 'https://shop.example',
  JWT_JWKS_URL: 'https://shop.example/jwks',
  REFUND_WEBHOOK_URL: 'https://shop.example/refunds',
  REFUND_WEBHOOK_SECRET: `whsec_${'A'.repeat(40)}`,
  WEBHOOK_SECRETS_KEY: `2026-11:${'A'.repeat(43)}=`,
};

const faultsOf = (variables: Record<string, string | undefined>): readonly string[] => {
  try {
    loadConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
};

describe('the settings', () => {
  it('of a sandbox need a database and a store only', () => {
    const config = loadConfig(sandbox);
    expect(config).toMatchObject({ sandbox: true, servesApi: true, runsWorkers: true, port: 3000, databasePool: 8, policy: 'standard-1' });
    expect(config.refunds.gateway).toBe('sandbox');
    expect(config.storage.publicEndpoint).toBe(store.S3_ENDPOINT);
  });

  it('of a sandbox never leave this machine', () => {
    expect(loadConfig({ ...sandbox, HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
    expect(faultsOf({ ...sandbox, NODE_ENV: 'production' })).toEqual([expect.stringMatching(/^SANDBOX: .*NODE_ENV=production/)]);
    expect(faultsOf({ ...sandbox, JWT_JWKS_URL: house.JWT_JWKS_URL })).toEqual([expect.stringMatching(/^JWT_JWKS_URL: /)]);
    expect(faultsOf({ ...sandbox, JWT_PUBLIC_KEY: 'key' })).toEqual([expect.stringMatching(/^JWT_PUBLIC_KEY: /)]);
  });

  it('name a scanner by host and port, or none', () => {
    expect(loadConfig(sandbox).malwareScanner).toBeNull();
    expect(loadConfig({ ...sandbox, MALWARE_SCANNER: 'clamav://clamd:3311' }).malwareScanner).toEqual({ host: 'clamd', port: 3311 });
    expect(loadConfig({ ...sandbox, MALWARE_SCANNER: 'clamav://[::1]' }).malwareScanner).toEqual({ host: '::1', port: 3310 });
    for (const wrong of ['clamav:', 'clamav://', 'http://clamd:3310', 'clamav://clamd:port', 'clamd:3310']) {
      expect([wrong, faultsOf({ ...sandbox, MALWARE_SCANNER: wrong })]).toEqual([wrong, [expect.stringMatching(/^MALWARE_SCANNER: must be the address/)]]);
    }
  });

  it('of a real house name one key and a way to pay', () => {
    expect(loadConfig({ ...house, NODE_ENV: 'production', HOST: '0.0.0.0', ROLE: 'worker' })).toMatchObject({
      host: '0.0.0.0', servesApi: false, runsWorkers: true, production: true, drainMs: 5_000,
    });
    expect(faultsOf({ ...house, JWT_PUBLIC_KEY: 'key' })).toEqual([expect.stringMatching(/exactly one/)]);
    expect(faultsOf({ ...house, JWT_JWKS_URL: '' })).toEqual([expect.stringMatching(/exactly one/)]);
    expect(faultsOf({ ...house, REFUND_GATEWAY: 'sandbox' })).toEqual([expect.stringMatching(/needs SANDBOX=1/)]);
    expect(faultsOf({ ...house, WEBHOOK_SECRETS_KEY: undefined })).toEqual([expect.stringMatching(/^WEBHOOK_SECRETS_KEY: is missing/)]);
    expect(faultsOf({ ...house, WEBHOOK_SECRETS_KEY: 'hunter2hunter2' })).toEqual([expect.stringMatching(/^WEBHOOK_SECRETS_KEY: must be name:key(?!.*hunter2)/)]);
    expect(faultsOf({ ...house, REFUND_WEBHOOK_SECRET: undefined })).toEqual([expect.stringMatching(/^REFUND_WEBHOOK_SECRET: is missing/)]);
  });

  it('are refused with every fault at once, and without repeating a secret', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://user:hunter2@db', PORT: '99999', ROLE: 'api,king', S3_ENDPOINT: 'ftp://x', SWEEP_INTERVAL_MS: '1' });
    const names = faults.map((fault) => fault.split(':', 1)[0]?.split('.', 1)[0]);
    expect(names).toEqual(expect.arrayContaining(['DATABASE_URL', 'PORT', 'ROLE', 'S3_ENDPOINT', 'S3_BUCKET', 'SWEEP_INTERVAL_MS', 'JWT_ISSUER', 'REFUND_WEBHOOK_URL']));
    expect(faults.join()).not.toContain('hunter2');
  });
});
