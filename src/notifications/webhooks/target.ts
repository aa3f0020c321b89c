import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { AddressPolicy } from './addresses.js';

/** An address a name stands for. */
export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** Finds all addresses of a name. */
export type Resolver = (name: string) => Promise<readonly Resolved[]>;

export const systemResolver: Resolver = (name) => lookup(name, { all: true, verbatim: true });

/** A target that must not be reached. */
export class TargetRefused extends Error {
  constructor() {
    super('address_not_allowed');
  }
}

/** The host of a URL as a socket takes it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Whether the host is an address that is not allowed. A name is judged by what it stands for, when it is connected to. */
export function isForbiddenLiteral(url: URL, isAllowed: AddressPolicy): boolean {
  const host = hostOf(url);
  return isIP(host) !== 0 && !isAllowed(host);
}

/**
 * The name's addresses for a socket to connect to: asked for once and checked, every one of them. One that is not
 * allowed spoils all, since nobody means to be reached at a public and a private address. What was checked is what is
 * connected to, so that a second answer of the resolver cannot matter.
 */
export function checkedLookup(resolver: Resolver, isAllowed: AddressPolicy): LookupFunction {
  return (name, { all }, found) => {
    resolver(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isAllowed(address))) return found(new TargetRefused(), '', 0);
        if (all === true) return found(null, [...addresses]);
        return found(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => found(error, '', 0),
    );
  };
}
