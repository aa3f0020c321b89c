import { Injectable } from '@nestjs/common';
import { requestedRemedy, type Dispute, type Sender } from '../disputes/index.js';
import { moneyInWords } from '../foundation/money.js';
import { Config } from '../foundation/config/config.js';
import { Answer } from '../foundation/http/index.js';
import type { Caller, Language } from '../foundation/identity/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';
import { PolicyService } from '../policy/index.js';
import type { MacroValues } from './domain/macro-variables.js';
import { madeOnce } from './keeping.js';
import { filledIn, templateFaults } from './macro.template.js';
import { judgesBlindly, pseudonymOf } from './pseudonyms.js';
import { Staff } from './staff.js';
import { MacrosRepository, type Macro, type MacrosFilter } from './store/macros.repository.js';

type Written = Pick<Macro, 'title' | 'language' | 'reason' | 'text'>;

const DAY = 86_400_000;

/** Texts to begin from: leads write them, arbitrators fill them in for a case. */
@Injectable()
export class MacrosService {
  constructor(
    private readonly macros: MacrosRepository,
    private readonly staff: Staff,
    private readonly policies: PolicyService,
    private readonly config: Config,
  ) {}

  async write(written: Written, { caller, idempotency }: Sender, view: (macro: Macro) => unknown): Promise<Answer> {
    if (idempotency === undefined) throw problem('idempotency_key_required');
    this.expectRight(written);
    return madeOnce(idempotency, (request) => this.macros.begin(request), (updatedAt) => {
      const macro = { id: newId('mac'), ...written, updatedBy: caller.sub, updatedAt };
      return { answer: new Answer(201, view(macro), { location: `/v1/macros/${macro.id}` }), write: (kept) => this.macros.write(macro, kept) };
    });
  }

  /** Newest first, up to one more than `limit`. */
  list(filter: MacrosFilter, before: string | null, limit: number): Promise<Macro[]> {
    return this.macros.list(filter, before, limit + 1);
  }

  async get(id: string): Promise<Macro> {
    return found(await this.macros.find(id));
  }

  async replace(id: string, written: Written, { sub }: Caller): Promise<Macro> {
    this.expectRight(written);
    return found(await this.macros.replace({ id, ...written, updatedBy: sub }));
  }

  async remove(id: string): Promise<void> {
    if (!(await this.macros.remove(id))) throw problem('not_found');
  }

  /** The text with this case's own words, in the language it was written in. */
  async preview(disputeId: string, id: string, caller: Caller): Promise<{ language: string; text: string }> {
    const { dispute } = await this.staff.admits(disputeId, caller);
    const { language, text } = await this.get(id);
    return { language, text: filledIn(text, language, this.valuesOf(dispute, language, caller)) };
  }

  private expectRight({ text, language, reason }: Written): void {
    const reasonKnown = reason === null || Object.hasOwn(this.policies.current.reasons, reason);
    const faults = [
      ...templateFaults(text, language),
      ...(reasonKnown ? [] : [{ pointer: '/reason', code: 'reason_unknown' as const }]),
    ];
    if (faults.length > 0) throw problem('invalid', undefined, { errors: faults });
  }

  private valuesOf({ id: disputeId, number, orderId, buyerId, sellerId, currency, policy: id, facts }: Dispute, language: Language, caller: Caller): MacroValues {
    const policy = this.policies.get(id);
    const hides = this.config.desk.hidesParties && judgesBlindly(caller);
    const { claim, openedAt } = facts;
    const { kind } = requestedRemedy(facts);
    return {
      number, orderId, policy: id,
      buyer: hides ? pseudonymOf(disputeId, 'buyer', language) : buyerId,
      seller: hides ? pseudonymOf(disputeId, 'seller', language) : sellerId,
      reason: policy.labels.reasons[claim.reason]?.[language] ?? claim.reason,
      claimAmount: moneyInWords(claim.amount, currency, language),
      requestedRemedy: policy.labels.remedies[kind][language],
      quantity: claim.items.reduce((sum, { quantity }) => sum + quantity, 0),
      openedAt: openedAt === null ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(openedAt),
      appealDays: Math.round(policy.deadlines.appealWindow / DAY),
    };
  }
}

function found(macro: Macro | null): Macro {
  if (macro === null) throw problem('not_found');
  return macro;
}
