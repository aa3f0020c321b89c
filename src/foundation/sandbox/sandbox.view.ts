/** The law's clock. */
export class ClockView {
  /**
   * The moment the law now decides by.
   * @example "2026-03-06T09:00:00.000Z"
   */
  now: string;
}

/** A person of the sandbox and a token that lives for a day. */
export class PersonView {
  /** @example "buyer-ana" */
  sub: string;
  token: string;
}

/** The seeded people. */
export class PeopleView {
  buyer: PersonView;
  secondBuyer: PersonView;
  seller: PersonView;
  arbitrator: PersonView;
  secondArbitrator: PersonView;
  lead: PersonView;
  marketplace: PersonView;
}
