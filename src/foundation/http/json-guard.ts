import { problem, type Problem } from '../problems/problem.js';

/** Deeper than any body of ours; recursive code further in must not be led to the end of its stack. */
export const MAX_JSON_DEPTH = 32;

/**
 * Longer than any list and wider than any object of ours, and all in all more than any body. A fault in every one of
 * tens of thousands of members is found only after seconds in which nobody else is answered.
 */
const MAX_MEMBERS = 200;
const MAX_MEMBERS_IN_ALL = 10_000;

/** C0 and C1 controls but line feed and tab: invisible, and PostgreSQL refuses NUL altogether. */
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Member names come from the caller and may be as long as the body. */
const LONGEST_POINTER = 200;

interface Fault {
  readonly code: 'too_deep' | 'too_many_members' | 'not_unicode' | 'control_character' | 'forbidden_key';
  readonly values?: { readonly levels: number };
}

/** Refuses (400) a parsed body that is too deep, or holds text that is no text. The first fault is named by its pointer. */
export function guardJson(body: unknown): void {
  const path: string[] = [];
  const fault = faultIn(body, path, { members: 0 });
  if (fault !== null) throw malformedAt(path, fault);
}

/** Refuses (400) a request target whose decoded form holds what a body may not hold. */
export function guardTarget(url: string): void {
  if (!url.includes('%')) return;
  const fault = faultInText(decoded(url));
  if (fault !== null) throw problem('malformed', { says: 'address_characters' });
}

/** Leaves in `path` where the fault is, and counts what was met on the way. */
function faultIn(value: unknown, path: string[], met: { members: number }): Fault | null {
  if (typeof value === 'string') return faultInText(value);
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= MAX_JSON_DEPTH) return { code: 'too_deep', values: { levels: MAX_JSON_DEPTH } };
  const members = Object.entries(value);
  met.members += members.length;
  if (members.length > MAX_MEMBERS || met.members > MAX_MEMBERS_IN_ALL) return { code: 'too_many_members' };
  for (const [key, member] of members) {
    path.push(key);
    const fault = faultInKey(key) ?? faultIn(member, path, met);
    if (fault !== null) return fault;
    path.pop();
  }
  return null;
}

function faultInKey(key: string): Fault | null {
  // JSON.parse makes it an own property, but copying the object further in would replace a prototype.
  if (key === '__proto__') return { code: 'forbidden_key' };
  return faultInText(key);
}

function faultInText(text: string): Fault | null {
  if (!text.isWellFormed()) return { code: 'not_unicode' };
  if (CONTROL_CHARACTER.test(text)) return { code: 'control_character' };
  return null;
}

function malformedAt(path: readonly string[], fault: Fault): Problem {
  const pointer = path.map((key) => `/${key.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return problem('malformed', fault, { errors: [{ pointer: pointer.slice(0, LONGEST_POINTER), ...fault }] });
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', '%20'));
  } catch {
    throw problem('malformed', { says: 'address_encoding' });
  }
}
