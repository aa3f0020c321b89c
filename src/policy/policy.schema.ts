import { z } from 'zod';
import { durationMs } from './domain/durations.js';
import { DEADLINE_KINDS, EVIDENCE_KINDS, REMEDY_KINDS, type EvidenceCounts, type EvidenceKind, type Policy, type TimedDeadlineKind } from './domain/policy.js';

/** Nothing in a dispute lasts longer, and sums with it stay times that can be told. */
const LONGEST_MS = 3_650 * 86_400_000;

const duration = z.string().transform((iso, context) => {
  try {
    const ms = durationMs(iso);
    if (ms > 0 && ms <= LONGEST_MS) return ms;
  } catch {
    // Whatever the parser found wrong, the sentence below says what is expected.
  }
  context.addIssue({ code: 'custom', message: `"${iso}" is not a positive ISO 8601 duration without months and years, of ten years (P3650D) at most` });
  return z.NEVER;
});

const code = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower_snake');
const count = z.int().positive();
const share = z.number().gt(0).lt(1);
const label = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const labels = z.record(code, label);
const amounts = z.record(z.string().regex(/^[A-Z]{3}$/), z.int().nonnegative());

const timedKinds = DEADLINE_KINDS.filter((kind): kind is TimedDeadlineKind => kind !== 'refundRetry');

const reason = z.strictObject({
  subreasons: z.array(code),
  remedies: z.array(z.enum(REMEDY_KINDS)).min(1),
  evidence: z.strictObject({
    anyOf: z.array(z.partialRecord(z.enum(EVIDENCE_KINDS), count)),
    requests: z.array(z.strictObject({ requirement: code, count, mandatory: z.boolean() })),
  }),
  statementMin: count,
  window: z.enum(['overdue', 'received']),
  presumeDelivery: z.array(code),
});

const requirement = z.strictObject({ from: z.enum(['buyer', 'seller']), kinds: z.array(z.enum(EVIDENCE_KINDS)).min(1), label, hint: label });

const evidenceLimits = z.strictObject({
  perParty: count,
  totalBytes: count.optional(),
  perStage: z.record(z.string().regex(/^[a-z]+$/), count).optional(),
  kinds: z.record(z.enum(EVIDENCE_KINDS), z.strictObject({ maxBytes: count, mediaTypes: z.array(z.string()).min(1) })),
});

/** A policy document as it stands in `policies/<id>.json`; reading it turns durations into milliseconds. */
const shape = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  deadlines: z.record(z.enum(timedKinds), duration),
  refundRetry: z.array(duration).min(1),
  minNegotiation: duration,
  reminders: z.array(share),
  windows: z.strictObject({
    overdue: z.strictObject({
      opensAfterShipped: duration,
      opensAfterPlaced: duration,
      lasts: duration,
      afterDelivery: duration,
    }),
    received: z.strictObject({ afterDelivery: duration }),
  }),
  autoAcceptCap: amounts,
  fourEyesAbove: amounts,
  // Documents released before it was known say nothing of it.
  fourEyesReasons: z.array(code).default([]),
  closeOnSilenceShare: z.number().gt(0).max(1),
  maxOffers: z.strictObject({ buyer: count, seller: count }),
  // More than anybody haggles with, and few enough that nobody can keep a ruling from being made. Older documents say nothing of it.
  maxOffersAtDesk: z.strictObject({ buyer: count, seller: count }).default({ buyer: 10, seller: 10 }),
  reasons: z.record(code, reason),
  evidenceRequirements: z.record(code, requirement),
  rejectionReasons: z.array(code).min(1),
  evidenceLimits,
  labels: z.strictObject({
    reasons: labels,
    subreasons: labels,
    rejectionReasons: labels,
    remedies: z.record(z.enum(REMEDY_KINDS), label),
  }),
});

export const policySchema = shape.superRefine((policy, context) => {
  for (const { path, message } of contradictions(policy)) context.addIssue({ code: 'custom', path, message });
});

type Contradiction = { path: (string | number)[]; message: string };

/** Faults no single field shows: a code without its label, a subreason nobody defined. */
function contradictions(policy: Policy): Contradiction[] {
  const { reasons, labels: said, rejectionReasons, fourEyesReasons } = policy;
  const found = contradictoryRequests(policy);
  const needs = (section: 'reasons' | 'subreasons' | 'rejectionReasons', name: string) => {
    if (!(name in said[section])) found.push({ path: ['labels', section, name], message: 'has no label' });
  };
  rejectionReasons.forEach((name) => needs('rejectionReasons', name));
  for (const name of fourEyesReasons) if (!(name in reasons)) found.push({ path: ['fourEyesReasons'], message: `unknown reason ${name}` });
  for (const [name, { subreasons, presumeDelivery }] of Object.entries(reasons)) {
    needs('reasons', name);
    subreasons.forEach((sub) => needs('subreasons', sub));
    for (const sub of presumeDelivery) {
      if (!subreasons.includes(sub)) found.push({ path: ['reasons', name, 'presumeDelivery'], message: `unknown subreason ${sub}` });
    }
  }
  return found;
}

/** Requests that nobody can answer, or that together ask for something else than the alternatives do. */
function contradictoryRequests({ reasons, evidenceRequirements }: Policy): Contradiction[] {
  return Object.entries(reasons).flatMap(([name, { evidence }]) => {
    const path = ['reasons', name, 'evidence', 'requests'];
    const unknown = evidence.requests.filter(({ requirement: asked }) => !Object.hasOwn(evidenceRequirements, asked));
    if (unknown.length > 0) return unknown.map(({ requirement: asked }) => ({ path, message: `unknown requirement ${asked}` }));
    const mandatory = evidence.requests.filter((request) => request.mandatory);
    if (mandatory.some(({ requirement: asked }) => evidenceRequirements[asked]?.from !== 'buyer')) {
      return [{ path, message: 'only what is asked of the buyer can be mandatory' }];
    }
    const slots = mandatory.flatMap((request) => Array.from({ length: request.count }, () => evidenceRequirements[request.requirement]?.kinds ?? []));
    const differs = everyHandful(slots.length + 1).find((given) => fills(slots, given) !== meets(evidence.anyOf, given));
    return differs === undefined ? [] : [{ path, message: `the mandatory ones and anyOf disagree about ${JSON.stringify(differs)}` }];
  });
}

type Given = Readonly<Record<EvidenceKind, number>>;

/** Every way to have up to `most` pieces of each kind: more than what is asked for changes nothing. */
function everyHandful(most: number): Given[] {
  const upTo = Array.from({ length: most + 1 }, (_, number) => number);
  return upTo.flatMap((photo) => upTo.flatMap((video) => upTo.map((document) => ({ photo, video, document }))));
}

/** Can the pieces be shared out so that every slot has one that suits it? */
function fills([slot, ...rest]: readonly (readonly EvidenceKind[])[], given: Given): boolean {
  return slot === undefined || slot.some((kind) => given[kind] > 0 && fills(rest, { ...given, [kind]: given[kind] - 1 }));
}

const meets = (anyOf: readonly EvidenceCounts[], given: Given): boolean =>
  anyOf.length === 0 || anyOf.some((wanted) => EVIDENCE_KINDS.every((kind) => given[kind] >= (wanted[kind] ?? 0)));
