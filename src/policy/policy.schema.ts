import { z } from 'zod';
import { durationMs } from './domain/durations.js';
import { DEADLINE_KINDS, EVIDENCE_KINDS, REMEDY_KINDS, type Policy, type TimedDeadlineKind } from './domain/policy.js';

const duration = z.string().transform((iso, context) => {
  try {
    const ms = durationMs(iso);
    if (ms > 0) return ms;
  } catch {
    // Whatever the parser found wrong, the sentence below says what is expected.
  }
  context.addIssue({ code: 'custom', message: `"${iso}" is not a positive ISO 8601 duration without months and years` });
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
  evidence: z.strictObject({ anyOf: z.array(z.partialRecord(z.enum(EVIDENCE_KINDS), count)) }),
  statementMin: count,
  window: z.enum(['overdue', 'received']),
  presumeDelivery: z.array(code),
});

const evidenceLimits = z.strictObject({
  perParty: count,
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
  reasons: z.record(code, reason),
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
function contradictions({ reasons, labels: said, rejectionReasons, fourEyesReasons }: Policy): Contradiction[] {
  const found: Contradiction[] = [];
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
