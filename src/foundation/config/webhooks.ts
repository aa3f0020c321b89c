import { z } from 'zod';
import { KeyRing } from '../sealing/key-ring.js';

/** The variable that holds the keys under which the secrets of webhook endpoints lie in the database. */
const KEYS = 'WEBHOOK_SECRETS_KEY';

/** The variables of webhooks. */
export const WEBHOOK_VARIABLES = {
  [KEYS]: z.string().refine((text) => KeyRing.parse(text) !== null, 'must be name:key, a key being 32 bytes in base64, several with commas between and the newest first').optional(),
};

/** The keys, outside a sandbox those that are set. */
export function webhookKeysOf({ [KEYS]: keys }: { readonly [KEYS]?: string | undefined }): KeyRing {
  return (keys === undefined ? null : KeyRing.parse(keys)) ?? KeyRing.known('sandbox');
}

/** A house keeps the secrets of its endpoints under a key of its own. */
export function webhookFaults(given: Readonly<Record<string, unknown>>): string[] {
  return given.SANDBOX === '1' || given[KEYS] !== undefined ? [] : [`${KEYS}: is missing, the secrets of webhooks are sealed with it`];
}

/** The keys for a command that has no other settings. @throws where there are none outside a sandbox, or they are malformed. */
export function webhookKeysFrom(variables: Readonly<Record<string, string | undefined>>): KeyRing {
  const given = variables[KEYS] === '' ? undefined : variables[KEYS];
  if (given === undefined && variables['SANDBOX'] !== '1') throw new Error(webhookFaults({})[0]);
  if (given !== undefined && KeyRing.parse(given) === null) throw new Error(`${KEYS}: is malformed`);
  return webhookKeysOf({ [KEYS]: given });
}
