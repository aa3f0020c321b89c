import type { LettersWords } from './words.js';

/** The letters in English. `me` is the reader's role, `by` who did it (both: buyer, seller, platform and so on). */
export const lettersEn: LettersWords = {
  evidence_added: {
    subject: 'New evidence from {by, select, buyer {the buyer} seller {the seller} other {the platform}}',
    lead: '{by, select, buyer {The buyer} seller {The seller} other {The platform}} added {pieces} to the dispute about {item}.',
  },
  evidence_redacted: {
    subject: 'Parts of a piece of evidence were hidden',
    lead: '{by, select, buyer {The buyer} seller {The seller} other {The platform}} hid parts of a piece of evidence in the dispute about {item}, for instance an address or a number. The rest stays as it was.',
  },
  evidence_erased: {
    subject: 'A piece of evidence was erased',
    lead: 'A piece of evidence in the dispute about {item} was erased and can no longer be seen. That it existed stays on record.',
  },
  message_received: {
    subject: 'A message from {by, select, buyer {the buyer} seller {the seller} other {the platform}}',
    lead: 'There is a new message in the dispute about {item}.',
  },
  dispute_opened_confirmed: {
    subject: 'We have received your complaint',
    lead: 'Your dispute about {item} is open. You ask for {remedy}. The seller has been told and has to answer; you will hear from us.',
  },
  dispute_opened: {
    subject: 'A buyer complains about {item}',
    lead: 'The buyer opened a dispute about {units, plural, one {# unit} other {# units}} of your sale: {item}. The reason given: {reason}. The buyer asks for {remedy}.',
  },
  dispute_amended: {
    subject: 'The buyer changed the complaint',
    lead: 'The buyer changed the complaint about {item}. The reason is now: {reason}. The buyer asks for {remedy}. Your time to answer starts again.',
  },
  claim_accepted: {
    subject: 'The seller accepts your claim',
    lead: 'Good news: the seller accepted your claim about {item}. You get {remedy}.',
  },
  offer_received: {
    subject: '{by, select, buyer {The buyer proposes} other {The seller offers}} {remedy}',
    lead: '{by, select, buyer {The buyer proposes} other {The seller offers}} {remedy} to settle the dispute about {item}.',
  },
  claim_rejected: {
    subject: 'The seller does not accept your claim',
    lead: 'The seller rejected your claim about {item}. The reason given: {reason}. You can make an offer, or ask the platform to decide.',
  },
  offer_accepted: {
    subject: 'You have an agreement',
    lead: '{by, select, buyer {The buyer} seller {The seller} other {The other side}} accepted the offer in the dispute about {item}: {remedy}.',
  },
  offer_rejected: {
    subject: 'Your offer was not accepted',
    lead: '{by, select, buyer {The buyer} seller {The seller} other {The other side}} did not accept your offer in the dispute about {item}.',
  },
  dispute_escalated: {
    subject: 'The platform will decide',
    lead: '{by, select, buyer {The buyer} other {The seller}} asked the platform to decide the dispute about {item}. You can still agree between yourselves until it is decided.',
  },
  dispute_withdrawn: {
    subject: 'The buyer withdrew the complaint',
    lead: 'The buyer withdrew the complaint about {item}. The dispute is closed.',
  },
  case_taken: {
    subject: 'Somebody is looking at your case',
    lead: 'The platform took up the case about {item}. You will hear from us when something is needed or when it is decided.',
  },
  information_requested: {
    subject: 'The platform has a question',
    lead: 'To decide the dispute about {item}, the platform needs information.',
  },
  information_given: {
    subject: 'A question was answered',
    lead: '{by, select, buyer {The buyer} seller {The seller} other {The other side}} answered the platform’s questions about {item}.',
  },
  settlement_proposed: {
    subject: 'The platform proposes {remedy}',
    lead: 'The platform proposes a settlement of the dispute about {item}: {remedy}. It holds only if both sides accept it.',
  },
  settlement_accepted: {
    subject: 'The proposed settlement was accepted by {by, select, buyer {the buyer} other {the seller}}',
    lead: '{by, select, buyer {The buyer} other {The seller}} accepted the settlement proposed for the dispute about {item}.',
  },
  settlement_rejected: {
    subject: 'The proposed settlement was rejected',
    lead: '{by, select, buyer {The buyer} other {The seller}} rejected the settlement proposed for the dispute about {item}. The review goes on.',
  },
  claim_reclassified: {
    subject: 'The reason of the complaint was changed',
    lead: 'The platform treats the complaint about {item} under another reason: {reason}.',
  },
  deadline_extended: {
    subject: 'There is more time',
    lead: '{by, select, buyer {The buyer} seller {The seller} other {The platform}} extended the time for the next step in the dispute about {item} by {more}.',
  },
  ruling_made: {
    subject: 'The platform decided: {remedy}',
    lead: 'The dispute about {item} is decided: {remedy}. Below is what was decided and why. {appeal, select, yes {You may appeal the decision.} other {}}',
  },
  ruled_inadmissible: {
    subject: 'The complaint is inadmissible',
    lead: 'The platform decided that the complaint about {item} cannot be dealt with here. {appeal, select, yes {You may appeal this decision.} other {}}',
  },
  appeal_made: {
    subject: '{by, select, buyer {The buyer appealed} other {The seller appealed}}',
    lead: '{by, select, buyer {The buyer} other {The seller}} appealed the decision about {item}. Somebody else at the platform will look at it again; nothing is carried out before.',
  },
  appeal_withdrawn: {
    subject: 'The appeal was withdrawn',
    lead: '{by, select, buyer {The buyer} other {The seller}} withdrew the appeal about {item}.',
  },
  appeal_ruled: {
    subject: 'The appeal is decided{remedy, select, unknown {} other {: {remedy}}}',
    lead: 'On appeal, the platform {outcome, select, uphold {upheld the decision} modify {changed the decision} other {overturned the decision}} about {item}{remedy, select, unknown {} other {: {remedy}}}. This decision is final.',
  },
  appeal_remanded: {
    subject: 'The case will be decided anew',
    lead: 'On appeal, the platform sent the case about {item} back. It will be decided again from the beginning.',
  },
  appeal_waived: {
    subject: 'The other side accepts the decision',
    lead: '{by, select, buyer {The buyer} other {The seller}} will not appeal the decision about {item}.',
  },
  return_address_given: {
    subject: 'Where to send the goods',
    lead: 'The seller said where to return {item}. The address is in the dispute. Please send the goods and tell us the tracking number.',
  },
  return_waived: {
    subject: 'You can keep the goods',
    lead: 'The seller does not want {item} back. You are refunded without returning anything.',
  },
  return_shipped: {
    subject: 'The goods are on their way back',
    lead: 'The buyer sent {item} back with {carrier}, tracking number {trackingNumber}.',
  },
  return_delivered: {
    subject: 'The returned goods arrived',
    lead: '{me, select, seller {{item} came back. Please look at the goods and say whether they are as they should be.} other {{item} arrived at the seller, who now looks at the goods.}}',
  },
  return_accepted: {
    subject: 'The seller accepts the return',
    lead: 'The seller accepted the returned goods ({item}). Your refund is on its way.',
  },
  return_contested: {
    subject: 'The seller contests the return',
    lead: 'The seller says that something is wrong with the returned goods ({item}). The platform will decide.',
  },
  replacement_shipped: {
    subject: 'Your replacement is on its way',
    lead: 'The seller sent a replacement for {item} with {carrier}, tracking number {trackingNumber}. Please tell us when it has arrived and whether it is fine.',
  },
  replacement_confirmed: {
    subject: 'The replacement is fine',
    lead: 'The buyer confirmed that the replacement for {item} is fine.',
  },
  replacement_faulty: {
    subject: 'The replacement is faulty',
    lead: 'The buyer reports that the replacement for {item} is faulty too. The platform will decide.',
  },
  refund_succeeded: {
    subject: '{me, select, buyer {Your refund of {paid} is paid} other {{paid} was refunded}}',
    lead: '{me, select, buyer {{paid} for {item} was paid back to you. Depending on your bank it takes a few days to arrive.} other {{paid} for {item} was refunded to the buyer.}}',
  },
  refund_delayed: {
    subject: 'Your refund takes longer',
    lead: 'The refund for {item} could not be paid yet. We try again; you need not do anything, and you do not lose your claim.',
  },
  chargeback_opened: {
    subject: 'The dispute rests: a chargeback was opened',
    lead: 'The buyer’s bank opened a chargeback about {item}. Until it ends the dispute rests, and so does all time to answer.',
  },
  chargeback_ended: {
    subject: 'The chargeback ended',
    lead: 'The chargeback about {item} ended. The dispute goes on where it stood, with the time that was left.',
  },
  chargeback_lost: {
    subject: 'The chargeback was decided for the buyer',
    lead: 'The bank returned the money for {item} to the buyer. The dispute is therefore over.',
  },
  dispute_reopened: {
    subject: 'The buyer reopened the dispute',
    lead: 'The buyer reopened the dispute about {item}. The reason given: {reason}. The buyer asks for {remedy}.',
  },
  dispute_closed_by_platform: {
    subject: 'The platform closed the dispute',
    lead: 'The platform closed the dispute about {item} as inadmissible.',
  },
  deadline_passed: {
    subject: 'A deadline has passed',
    lead: '{what} The dispute about {item} is now {state}.',
  },
  deadline_near: {
    subject: 'Reminder: {days, plural, =0 {{hours, plural, =0 {less than an hour} one {# hour} other {# hours}}} one {# day} other {# days}} left to answer',
    lead: 'Your answer in the dispute about {item} is still awaited.',
  },
};
