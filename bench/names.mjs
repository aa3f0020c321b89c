/**
 * Rows for the measurements are named by one number, so that a load generator can work out every id by itself. The API
 * has rows with real ids; the bare SQL has twins of them whose ids are the number alone, because that is the only text
 * pgbench can make.
 */
export const FIRST = 1_000_000_000_000_000;
export const BUYERS = 500;
export const SELLERS = 50;

/** Stand in a model's row for what each copy replaces: the number, its buyer's and its seller's. */
export const MARK = { number: '#'.repeat(16), buyer: '@@@@', seller: '~~~~' };

const four = (n) => String(n).padStart(4, '0');
const crockford = (prefix, index, n) => `${prefix}_01kb${String(index).padStart(6, '0')}${n}`;

export const NAMES = {
  api: {
    dispute: (n) => crockford('dp', 0, n),
    order: (n) => `order-${n}`,
    buyer: (b) => `buyer-${b}`,
    seller: (s) => `seller-${s}`,
  },
  sql: {
    dispute: (n) => String(n),
    order: (n) => String(n),
    buyer: (b) => `9000${b}`,
    seller: (s) => `8000${s}`,
  },
};

/** Ids that only have to differ from copy to copy. */
export const innerId = crockford;

export const buyerOf = (n) => NAMES.api.buyer(four(n % BUYERS));
export const sellerOf = (n) => NAMES.api.seller(four(n % SELLERS));

/** Whose the models are, and who tells of their orders. */
export const MODEL_BUYER = 'model-buyer';
export const MODEL_SELLER = 'model-seller';
export const MARKETPLACE = 'marketplace';

/** Everybody the API's rows name. */
export const accounts = () => [
  MODEL_BUYER,
  MODEL_SELLER,
  MARKETPLACE,
  ...Array.from({ length: BUYERS }, (_, b) => NAMES.api.buyer(four(b))),
  ...Array.from({ length: SELLERS }, (_, s) => NAMES.api.seller(four(s))),
];
