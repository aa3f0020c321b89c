import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Media {
  schema?: { $ref?: string; properties?: object; additionalProperties?: unknown };
  examples?: Record<string, unknown>;
}

interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, Media>;
}

export interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Response>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, NonNullable<Media['schema']>>; responses: Record<string, Response>; examples: Record<string, unknown> };
}

/** openapi.yaml as it is committed, made JSON once for the whole run (global-setup.mjs); that it is fresh is another test's matter. */
export const CONTRACT = JSON.parse(readFileSync(process.env.PARLEY_TEST_CONTRACT!, 'utf8')) as Document;

const nameIn = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);

/** What an operation may answer with this status; undefined where the contract does not say. */
export function documented({ responses }: Operation, status: number): Response | undefined {
  const response = responses[String(status)];
  return response?.$ref === undefined ? response : CONTRACT.components.responses[nameIn(response.$ref)];
}

/** The contract lets answers grow; for ourselves a member that it does not name is a fault. */
function closed(document: Document): Document {
  const copy = structuredClone(document);
  for (const schema of Object.values(copy.components.schemas)) if (schema.properties !== undefined) schema.additionalProperties ??= false;
  return copy;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
// Said of request bodies for their readers; the API itself is what judges them.
ajv.addFormat('currency', true);
ajv.addSchema(closed(CONTRACT), 'contract');
const validators = new Map<string, ValidateFunction>();

function validatorOf(name: string): ValidateFunction {
  const known = validators.get(name) ?? ajv.compile({ $ref: `contract#/components/schemas/${name}` });
  validators.set(name, known);
  return known;
}

const inWords = ({ instancePath, message, params }: ErrorObject): string => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;

/** What is wrong with a body that should follow a media type's schema. */
export function faultsIn(body: unknown, { schema }: Media): string[] {
  if (schema?.$ref === undefined) return [];
  const isValid = validatorOf(nameIn(schema.$ref));
  return isValid(body) ? [] : (isValid.errors ?? []).map(inWords);
}

/** A problem that no operation owns: of an address that is none of ours, or before it was known which. */
export const ANY_PROBLEM: Media = { schema: { $ref: '#/components/schemas/Problem' } };
