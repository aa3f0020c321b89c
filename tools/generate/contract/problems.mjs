import { PROBLEM_CODES } from '../../../dist/src/foundation/problems/problem-codes.js';
import { problem } from '../../../dist/src/foundation/problems/problem.js';
import { renderProblem } from '../../../dist/src/foundation/problems/rendering.js';
import { explain, FAULT_CODES } from '../../../dist/src/foundation/problems/words/words.js';

const CODES = Object.keys(PROBLEM_CODES);
const CONTEXT = { language: 'en', instance: '/v1/disputes/dp_01kaz3m7x0e4n8v2r6t9w1c5hy', requestId: '3f0c2e9a-7b1d-4c58-9e6f-0a2b4c6d8e10' };
const ref = (kind, name) => ({ $ref: `#/components/${kind}/${name}` });

const PIECE = 'ev_01kaz3m7x0e4n8v2r6t9w1c5hy';
const euros = (amount) => ({ amount, currency: 'EUR' });

/** What some problems carry beside their code. */
const PARTS = {
  invalid: { errors: [{ pointer: '/items/0/quantity', code: 'more_than_bought', values: { quantity: 1 } }] },
  evidence_missing: { errors: [{ pointer: '/evidence/damage', code: 'requirement_missing', values: { count: 2 } }] },
  evidence_not_uploaded: {
    errors: [{ pointer: '/parts/3', code: 'part_missing', values: { number: 3 } }],
    extra: { missingParts: [3] },
  },
  too_early_to_escalate: { extra: { availableFrom: '2026-03-08T09:00:00.000Z' } },
  stale_version: { extra: { currentVersion: 6 } },
  amount_exceeds_refundable: {
    says: { says: 'refundable_parts', values: { items: euros(11_990), shipping: euros(490) } },
    extra: { atMost: euros(12_480), atMostParts: [{ kind: 'item', amount: euros(11_990) }, { kind: 'shipping', amount: euros(490) }] },
  },
  amount_exceeds_claim: { says: { says: 'claim_at_most', values: { most: euros(11_990) } }, extra: { atMost: euros(11_990) } },
  evidence_unknown: { says: { says: 'pieces_unknown', values: { count: 1, ids: PIECE } }, extra: { evidenceIds: [PIECE] } },
  evidence_erased: { says: { says: 'pieces_erased', values: { count: 1, ids: PIECE } }, extra: { evidenceIds: [PIECE] } },
};

const error = {
  type: 'object',
  description: 'One thing that is wrong.',
  properties: {
    pointer: { type: 'string', description: 'A JSON pointer into the request’s body.', examples: ['/items/0/quantity'] },
    code: { type: 'string', description: 'An open list: these are known now. They stay; what is said of them may be reworded.', examples: FAULT_CODES },
    detail: { type: 'string', description: 'What is wrong, in the caller’s language.', examples: [explain('en', 'more_than_bought', { quantity: 1 })] },
  },
  required: ['pointer', 'code', 'detail'],
};

const text = (description, example, more = {}) => ({ type: 'string', description, examples: [example], ...more });
const list = (schema, description) => ({ type: 'array', description, items: ref('schemas', schema) });

const SCHEMA = {
  type: 'object',
  description: 'Why a request was refused: RFC 9457, with members of our own. Decide by `code`.',
  properties: {
    type: text('Where the code is explained.', '/docs/problems#offer_not_open', { format: 'uri-reference' }),
    title: text('What the code means, in the caller’s language.', PROBLEM_CODES.offer_not_open.title.en),
    status: { type: 'integer', description: 'The HTTP status.', examples: [409] },
    detail: text('What was wrong this time, in the caller’s language.', PROBLEM_CODES.offer_not_open.title.en),
    instance: text('The path that was asked for.', CONTEXT.instance, { format: 'uri-reference' }),
    code: { type: 'string', description: 'An open list: these are known now, and each has an example in `components`.', examples: CODES },
    requestId: text('What to quote when asking for help.', CONTEXT.requestId),
    errors: { type: 'array', description: 'Single faults.', maxItems: 20, items: ref('schemas', 'ProblemError') },
    availableActions: list('AvailableActionView', 'What may be done instead, where a dispute refused.'),
    unavailableActions: list('UnavailableActionView', 'What may not be done either.'),
    availableFrom: { type: 'string', format: 'date-time', description: 'From when it will be allowed, where that is known.' },
    missingParts: { type: 'array', description: 'With `evidence_not_uploaded` of a file in parts: those that are still to be sent.', items: { type: 'integer' } },
    atMost: {
      ...ref('schemas', 'MoneyView'), description: 'With `amount_exceeds_refundable` and `amount_exceeds_claim`: how much is possible at most, where that is known.',
    },
    atMostParts: list('RulingComponentView', 'With `amount_exceeds_refundable`, where goods and shipping have limits of their own: how much is possible for each part, which together are `atMost`.'),
    evidenceIds: {
      type: 'array', description: 'With `evidence_unknown` and `evidence_erased`: which of the pieces that were named.', items: { type: 'string', examples: [PIECE] },
    },
    currentVersion: { type: 'integer', description: 'With `stale_version`: the version there is now.' },
    changes: list('TimelineEntryView', 'With `stale_version`: what was decided since the version that was named, newest first.'),
    checks: { type: 'object', description: 'With `unavailable` of /health/ready: what each check found.', additionalProperties: { type: 'string' } },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId'],
};

const rendered = (code) => renderProblem(problem(code, PARTS[code]?.says, PARTS[code]), CONTEXT).body;
const exampleOf = (code) => ({ summary: PROBLEM_CODES[code].title.en, value: rendered(code) });
const pascal = (code) => code.replace(/(?:^|_)(\w)/g, (_match, letter) => letter.toUpperCase());

const HEADERS = {
  401: { 'WWW-Authenticate': { description: 'RFC 6750.', schema: { type: 'string', examples: ['Bearer realm="parley"'] } } },
  429: { 'Retry-After': { description: 'Seconds to wait before trying again.', schema: { type: 'integer', examples: [20] } } },
  503: { 'Retry-After': { description: 'Seconds to wait before trying again.', schema: { type: 'integer', examples: [2] } } },
};

function responseOf(codes, description) {
  const { status } = PROBLEM_CODES[codes[0]];
  const meaning = codes.map((code) => `\`${code}\`: ${PROBLEM_CODES[code].title.en}.`).join('\n');
  const content = { schema: ref('schemas', 'Problem'), examples: Object.fromEntries(codes.map((code) => [code, ref('examples', code)])) };
  return { description: description ?? meaning, ...(HEADERS[status] && { headers: HEADERS[status] }), content: { 'application/problem+json': content } };
}

/** Writes the problems of operations into a document; answers that many operations share stand in its components. */
export class ProblemResponses {
  #shared = {};
  #named = new Set();

  /** `{status: response}` for the codes an operation can answer with. */
  of(codes) {
    codes.forEach((code) => this.#named.add(code));
    const ordered = CODES.filter((code) => codes.includes(code));
    const byStatus = Object.groupBy(ordered, (code) => PROBLEM_CODES[code].status);
    const told = Object.entries(byStatus).map(([status, same]) => [status, this.#response(same)]);
    return { ...Object.fromEntries(told), default: ref('responses', 'OtherProblem') };
  }

  #response(codes) {
    if (codes.length > 2) return responseOf(codes);
    const name = codes.map(pascal).join('Or');
    this.#shared[name] ??= responseOf(codes);
    return ref('responses', name);
  }

  /** The pieces that the responses refer to; to be asked for when all operations have theirs. */
  components() {
    const others = CODES.filter((code) => !this.#named.has(code));
    const other = responseOf(others, 'Any other problem: of HTTP itself, of our own making, or with a code that a later version adds.');
    return {
      schemas: { Problem: SCHEMA, ProblemError: error },
      examples: Object.fromEntries(CODES.map((code) => [code, exampleOf(code)])),
      responses: { ...this.#shared, OtherProblem: { ...other, headers: undefined } },
    };
  }
}
