import type { DisputeEvent } from './events.js';
import type { AppealOutcome, Facts, Party, Remedy } from './facts.js';

/* What an event changes in the desk's own records: questions, settlements, appeals. */

export type InformationStatus = 'open' | 'answered' | 'lapsed' | 'ended';
export type SettlementStatus = 'open' | 'accepted' | 'rejected' | 'superseded' | 'expired';
export type AppealStatus = 'open' | 'upheld' | 'modified' | 'overturned' | 'remanded' | 'withdrawn' | 'ended';

const passed = (event: DisputeEvent, kind: string): boolean => event.type === 'deadlinePassed' && event.kind === kind;

/** The questions nobody waits for any more, and why; undefined where nothing changed. */
export function informationEndedBy(event: DisputeEvent, before: Facts | null, after: Facts): { id: string; status: InformationStatus } | undefined {
  const was = before?.information ?? null;
  if (was === null || after.information?.id === was.id) return undefined;
  if (event.type === 'informationGiven') return { id: was.id, status: 'answered' };
  return { id: was.id, status: passed(event, 'information') ? 'lapsed' : 'ended' };
}

export interface SettlementChange {
  readonly id: string;
  readonly status: SettlementStatus;
  readonly acceptedBy: readonly Party[];
}

/** The settlement an event proposed. */
export function settlementMadeBy(event: DisputeEvent, after: Facts): { id: string; remedy: Remedy } | undefined {
  return event.type === 'settlementProposed' && after.settlement !== null ? { id: event.settlementId, remedy: after.settlement.remedy } : undefined;
}

function endOfSettlement(event: DisputeEvent): SettlementStatus {
  if (event.type === 'settlementAccepted') return 'accepted';
  if (event.type === 'settlementRejected') return 'rejected';
  return passed(event, 'settlement') ? 'expired' : 'superseded';
}

/** Who has accepted it now, or how it ended. */
export function settlementMovedBy(event: DisputeEvent, before: Facts | null, after: Facts): SettlementChange | undefined {
  const was = before?.settlement ?? null;
  if (was === null) return undefined;
  const { id } = was;
  if (after.settlement?.id !== id) {
    const status = endOfSettlement(event);
    return { id, status, acceptedBy: status === 'accepted' ? ['buyer', 'seller'] : was.acceptedBy };
  }
  const { acceptedBy } = after.settlement;
  return acceptedBy.length === was.acceptedBy.length ? undefined : { id, status: 'open', acceptedBy };
}

const DECIDED: Readonly<Record<AppealOutcome, AppealStatus>> = { uphold: 'upheld', modify: 'modified', overturn: 'overturned' };

function endOfAppeal(event: DisputeEvent, after: Facts): AppealStatus {
  if (event.type === 'appealWithdrawn') return 'withdrawn';
  if (event.type === 'appealRemanded') return 'remanded';
  if (event.type === 'appealRuled') return DECIDED[event.outcome];
  const outcome = event.type === 'rulingApproved' ? after.ruling?.onAppeal : undefined;
  return outcome === undefined ? 'ended' : DECIDED[outcome];
}

/** How an appeal ended; undefined while it goes on. */
export function appealEndedBy(event: DisputeEvent, before: Facts | null, after: Facts): { id: string; status: AppealStatus } | undefined {
  const id = before?.appeal?.id;
  if (id === undefined || after.appeal?.id === id) return undefined;
  return { id, status: endOfAppeal(event, after) };
}
