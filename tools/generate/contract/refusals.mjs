import { ACTIONS } from '../../../dist/src/disputes/domain/actions.js';
import { isToldFromOutside } from '../../../dist/src/disputes/domain/repeats.js';
import { STATES } from '../../../dist/src/disputes/domain/states.js';
import { JUDGING } from '../../../dist/src/escalation/domain/interest.js';
import { refusalsOf } from '../law.mjs';

const ROLES = ['buyer', 'seller', 'arbitrator', 'lead', 'marketplace'];

/** What single routes refuse beyond the law's guards and what every route of their kind refuses. The e2e check finds what is missing. */
const OWN = {
  startDispute: ['not_found'],
  putOrder: ['order_data_fixed', 'order_must_not_shrink', 'too_much_contention'],
  // The order's own constraint, where money was given elsewhere between reading and writing.
  acceptClaim: ['amount_exceeds_refundable'],
  acceptOffer: ['amount_exceeds_refundable'],
  listMessages: ['forbidden'],
  signalTyping: ['forbidden', 'conflict_of_interest', 'action_not_allowed', 'audience_not_allowed'],
  listHelp: ['not_found'],
  markRead: ['forbidden', 'not_found'],
  sendMessage: ['evidence_unknown', 'evidence_erased'],
  contestReturn: ['evidence_unknown', 'evidence_erased'],
  answerInformation: ['evidence_unknown', 'evidence_erased'],
  extendInformation: ['information_not_awaited'],
  acceptSettlement: ['amount_exceeds_refundable'],
  approveRuling: ['amount_exceeds_refundable'],
  appealRuling: ['evidence_unknown', 'evidence_erased'],
  getTimeline: ['forbidden'],
  getCaseFile: ['forbidden', 'stepped_aside'],
  listNotes: ['stepped_aside'],
  writeNote: ['stepped_aside'],
  eraseNote: ['stepped_aside'],
  listRecusals: ['stepped_aside'],
  getAudit: ['forbidden'],
  getChart: ['forbidden'],
  declareEvidence: ['evidence_limit_reached'],
  completeEvidence: ['forbidden', 'evidence_not_uploaded'],
  getEvidenceLimits: ['forbidden', 'not_found'],
  renewUpload: ['forbidden', 'action_not_allowed', 'upload_closed'],
  signParts: ['forbidden', 'action_not_allowed', 'upload_closed', 'upload_not_in_parts'],
  listParts: ['forbidden', 'action_not_allowed', 'upload_closed', 'upload_not_in_parts'],
  listEvidence: ['forbidden'],
  getEvidence: ['forbidden'],
  deleteEvidence: ['forbidden', 'action_not_allowed', 'evidence_not_ready', 'evidence_sealed', 'evidence_erased', 'too_much_contention'],
  getRendition: ['forbidden', 'reason_required', 'evidence_not_ready', 'evidence_erased'],
  viewOriginal: ['forbidden', 'stepped_aside', 'evidence_not_ready', 'evidence_erased'],
  getEvidenceSignals: ['forbidden', 'stepped_aside', 'evidence_not_ready', 'evidence_erased'],
  eraseEvidence: ['forbidden', 'stepped_aside', 'evidence_not_ready', 'evidence_erased', 'legal_hold', 'dispute_open'],
  getLegalHold: ['forbidden', 'stepped_aside'],
  redactEvidence: ['forbidden', 'stepped_aside', 'evidence_not_ready', 'evidence_erased', 'redaction_unsupported', 'redaction_limit_reached'],
  listRedactions: ['forbidden'],
  placeLegalHold: ['not_found', 'stepped_aside'],
  liftLegalHold: ['stepped_aside'],
  listEvidenceAccess: ['forbidden'],
  recordRefund: ['evidence_unknown', 'evidence_erased'],
  commentEvidence: ['forbidden', 'conflict_of_interest', 'action_not_allowed', 'audience_not_allowed', 'evidence_unknown', 'evidence_erased', 'too_much_contention'],
  listEvidenceComments: ['forbidden'],
  getResolutionTimes: ['forbidden'],
  getKeptPromises: ['forbidden'],
  getOutcomes: ['forbidden'],
  getSellerNumbers: ['forbidden'],
  getArbitratorNumbers: ['forbidden'],
  getRulingDraft: ['stepped_aside'],
  keepRulingDraft: ['not_found', 'stepped_aside', 'action_not_allowed'],
  replaceMacro: ['not_found'],
  // Given back to the queue, where nobody holds it.
  reassignCase: ['case_not_held'],
  takeCase: ['workload_limit_reached'],
  takeNextCase: ['workload_limit_reached', 'no_case_to_take', 'too_much_contention'],
  advanceClock: ['clock_not_advanced'],
  listEvents: ['cursor_expired'],
  streamEvents: ['cursor_expired', 'too_many_requests', 'forbidden'],
  createWebhookEndpoint: ['webhook_url_taken', 'webhook_endpoint_limit_reached'],
  changeWebhookEndpoint: ['webhook_url_taken'],
  rotateWebhookSecret: ['too_much_contention'],
  sendWebhookExample: ['webhook_endpoint_disabled'],
  recoverWebhooks: ['webhook_endpoint_disabled'],
  redeliver: ['webhook_endpoint_disabled'],
  resendMail: ['mail_not_parked'],
  retryInboundMail: ['mail_not_parked'],
  dismissInboundMail: ['mail_not_parked'],
  receiveEmail: ['unauthenticated', 'not_found', 'too_many_requests'],
};

/** A report about money is taken for the provider, whoever sends it: no role, no state is wrong for it. */
const NEVER_REFUSED = ['reportRefund'];

/** An interest that the law knows nothing of is asked for wherever a case is judged. */
const judged = new Set(JUDGING.map((name) => ACTIONS[name]));

const actionsAt = (method, path) => Object.values(ACTIONS).filter((rule) => rule.routed && rule.method === method && rule.path === path);

/** The events that any role's doing of an action can be. */
const eventsOf = ({ event }) => [...new Set(ROLES.flatMap((role) => STATES.map((state) => event(role, state))))].filter((type) => type !== null);

/** What the law says to a command: the guards of every event it can be, read off the machine. */
function lawCodes(method, path) {
  const actions = actionsAt(method, path);
  const events = actions.flatMap(eventsOf);
  if (events.length === 0) return [];
  const unasked = events.every(isToldFromOutside) ? [] : ['action_not_allowed'];
  const interest = actions.some((rule) => judged.has(rule)) ? ['conflict_of_interest'] : [];
  return ['forbidden', 'not_found', 'too_much_contention', ...unasked, ...interest, ...events.flatMap(refusalsOf)];
}

const header = ({ parameters = [] }, name) => parameters.find((parameter) => parameter.in === 'header' && parameter.name === name);

function accessCodes({ 'x-access': access }) {
  if (access === 'public') return [];
  if (access === 'sandbox') return ['sandbox_loopback_only'];
  return access === 'authenticated' ? ['unauthenticated'] : ['unauthenticated', 'forbidden'];
}

function headerCodes(operation) {
  const [key, version] = [header(operation, 'Idempotency-Key'), header(operation, 'If-Match')];
  return [
    ...(key ? ['idempotency_key_reused'] : []),
    ...(key?.required ? ['idempotency_key_required'] : []),
    ...(version ? ['stale_version'] : []),
    ...(version?.required ? ['if_match_required'] : []),
  ];
}

function inputCodes(method, path, { requestBody, parameters = [] }) {
  const judged = requestBody !== undefined || parameters.some((parameter) => parameter.in === 'query');
  return [
    'malformed',
    ...(method === 'GET' ? [] : ['body_too_large', 'unsupported_media_type']),
    ...(judged ? ['invalid'] : []),
    // A PUT makes what is not there.
    ...(path.includes('{') && method !== 'PUT' ? ['not_found'] : []),
  ];
}

/** Every problem code that an operation can answer with. */
export function refusalsAt(method, path, operation) {
  const law = NEVER_REFUSED.includes(operation.operationId) ? ['too_much_contention'] : lawCodes(method, path);
  const down = path === '/health/live' ? [] : ['unavailable'];
  const own = OWN[operation.operationId] ?? [];
  const rated = operation['x-rate-limit'] === undefined ? [] : ['too_many_requests'];
  return [...new Set([...accessCodes(operation), ...inputCodes(method, path, operation), ...headerCodes(operation), ...law, ...own, ...rated, ...down])];
}
