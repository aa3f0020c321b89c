import type { DeskWords } from './words.js';

export const en: DeskWords = {
  hurry: {
    pickup_missed: '{missed, plural, one {Nobody took it up in time.} other {Nobody took it up in time, # times.}}',
    appealed: 'It was appealed: it is judged a second time.',
    high_amount: 'It is about a high amount: {amount}.',
    overdue: 'Its time was over on {due}.',
    due_soon: 'Its time is over soon, on {due}.',
  },
  promises: {
    pickup: 'The case is taken up by {due}: {hours, plural, one {# opening hour} other {# opening hours}} after it came to the desk.',
    decision: 'The case is decided by {due}: {hours, plural, one {# opening hour} other {# opening hours}} after it came to the desk, without the time in which an answer is awaited.',
    paused: 'The time of {hours, plural, one {# opening hour} other {# opening hours}} stands still until the answers are there.',
    kept: 'This promise was kept on {met}.',
    late: 'This promise was broken: it happened on {met}.',
    over: 'This promise was broken: the time is over.',
    counted: 'Counted by the desk’s opening hours in {timeZone}{holidays, plural, =0 {} one {, without the holiday of {days}} other {, without the holidays of {days}}}{paused, select, none {} other {, and without {paused} in which it stood still}}.',
  },
};
