/** U+202A to U+202E and U+2066 to U+2069: they show nothing, and turn round how the rest of a line is read. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text without the invisible characters that overrule the direction of writing. What people wrote is kept as they wrote it
 * (telephones put such characters around numbers that are copied, so nobody is refused for them); where we write it among our own
 * words it must not turn those round. Arabic and Hebrew need none of them to be read from right to left.
 */
export const inReadingOrder = (text: string): string => text.replace(DIRECTIONS, '');
