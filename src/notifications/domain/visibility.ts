/** What of an event decides who may know of it. */
export interface Occasion {
  /** parties, staff, buyer or seller. */
  readonly audience: string;
  readonly actorRole: string;
  readonly toState: string;
}

/** Which readers may know of an event; staff as long as they do not stand aside in the dispute. */
export interface Sight {
  readonly buyer: boolean;
  readonly seller: boolean;
  readonly staff: boolean;
  readonly marketplace: boolean;
}

const DRAFT = ['draft', 'discarded'];
const DRAFT_SIGHT: Sight = { buyer: true, seller: false, staff: false, marketplace: false };

/**
 * Who may know of an event: its audience, and whoever did it. A draft is its buyer's alone; what is said to one party
 * or to the platform is not the marketplace's.
 */
export function sightOf({ audience, actorRole, toState }: Occasion): Sight {
  if (DRAFT.includes(toState)) return DRAFT_SIGHT;
  const open = audience === 'parties';
  const sees = (role: string): boolean => open || audience === role || actorRole === role;
  return { buyer: sees('buyer'), seller: sees('seller'), staff: true, marketplace: open || actorRole === 'marketplace' };
}

/** Whether both sides may know of it: then staff who stand aside may, too. */
export const isForBoth = ({ buyer, seller }: Sight): boolean => buyer && seller;

/** Who is reading, as far as it decides what they may see. */
export interface FeedReader {
  readonly sub: string;
  readonly isStaff: boolean;
  readonly isMarketplace: boolean;
  /** False for who decides without knowing whom about. */
  readonly knowsParties: boolean;
}

export type ReaderRole = keyof Sight;

/** In which role somebody reads of a dispute, the most personal first; null for a stranger. Staff in a dispute of their own are a party. */
export function roleIn(reader: FeedReader, { buyerId, sellerId }: { readonly buyerId: string; readonly sellerId: string }): ReaderRole | null {
  if (reader.sub === buyerId) return 'buyer';
  if (reader.sub === sellerId) return 'seller';
  if (reader.isStaff) return 'staff';
  return reader.isMarketplace ? 'marketplace' : null;
}
