import type { Ruling, RuledRemedy } from '../domain/ruling.js';
import type { RuledRemedyBody, RulingBody } from './ruling.body.js';

/** The ruling in one spelling: what was left out and what was sent as null are the same. */
export function rulingFrom(body: RulingBody): Ruling {
  return {
    outcome: body.outcome,
    ...(body.onAppeal == null ? {} : { onAppeal: body.onAppeal }),
    remedy: remedyFrom(body.remedy),
    facts: body.facts.map(({ text, evidenceIds }) => ({ text, evidenceIds: [...evidenceIds] })),
    evidenceSetAside: (body.evidenceSetAside ?? []).map(({ evidenceId, why }) => ({ evidenceId, why })),
    ...(body.policyClause == null ? {} : { policyClause: body.policyClause }),
    reasonCodes: [...body.reasonCodes],
    liability: { ...body.liability },
    silenceCounted: body.silenceCounted ?? false,
    texts: { ...body.texts },
  };
}

function remedyFrom({ kind, amount, components }: RuledRemedyBody): RuledRemedy {
  return {
    kind,
    ...(amount == null ? {} : { amount: { ...amount } }),
    ...(components == null || components.length === 0 ? {} : { components: components.map((part) => ({ kind: part.kind, amount: { ...part.amount } })) }),
  };
}
