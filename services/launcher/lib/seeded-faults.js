'use strict';

/**
 * One-line faults, each of which a test must find: what stands in a file, what stands there instead, and the tests that
 * are run. A line that is no longer there is said so, and has to be chosen anew.
 */
const SYNC = 'src/sync';
const CALLS = 'plugins/plugin-recent-calls/src';
const CANNED = 'plugins/plugin-canned-responses/src';
const OUTBOX = 'services/backend/outbox';
const BACKEND = 'services/backend/domain';

module.exports = [
  // A payload that is older than what is shown is shown.
  [`${SYNC}/objects/payload-reader.ts`, 'v < held.v) return', 'v < held.v - 1) return', `${SYNC}/.*\\.test`],
  // A payload that says the same is a new value.
  [`${SYNC}/objects/payload-reader.ts`, 'isSame ? held.value : parsed.value', 'parsed.value', `${SYNC}/.*\\.test`],
  // An item that an event brought while the pages were read is overwritten by the page.
  [`${SYNC}/objects/held-items.ts`, 'if (!changedMeanwhile.has(key)) take(key, item)', 'take(key, item)', SYNC],
  // An item that is gone when the pages are read stays.
  [
    `${SYNC}/objects/held-items.ts`,
    '!found.has(key) && !changedMeanwhile',
    'found.has(key) && !changedMeanwhile',
    SYNC,
  ],
  // A listener that throws silences the rest.
  [
    `${SYNC}/commit-queue.ts`,
    'void Promise.reject(error instanceof Error ? error : new Error(String(error)));',
    'throw error;',
    SYNC,
  ],
  // Everything is opened at once.
  [`${SYNC}/connection/open-queue.ts`, 'taken === 0 || taken + requests <= most', 'true', SYNC],
  // A token that was refused and comes back unchanged is handed on.
  [`${SYNC}/connection/token-state.ts`, 'if (token === state.refused) {', 'if (false as boolean) {', SYNC],
  // A write that was refused stays in the picture.
  [`${SYNC}/objects/pending-writes.ts`, '      pending.delete(write);\n', '', SYNC],

  // A lease that ran out counts as held.
  [
    `${OUTBOX}/claims/slots.ts`,
    'return slot.heldUntil > slot.lastSeenAt;',
    'return true;',
    `${OUTBOX}/(claims/slots|projector)`,
  ],
  // What is left of low priority is never asked for.
  [
    `${OUTBOX}/claims/claim-state.ts`,
    'now >= state.pollAt || (lowPriority > 0 && isLeftOver)',
    'now >= state.pollAt',
    `${OUTBOX}/claims`,
  ],
  // A database that is away is asked at once again.
  [
    `${OUTBOX}/claims/claim-state.ts`,
    '  pausedUntil: now + OUTAGE_PAUSE_MS,\n});',
    '  pausedUntil: now,\n});',
    `${OUTBOX}/claims`,
  ],
  // The successor of an entry that vanished begins below it.
  [`${OUTBOX}/writes/put-entry.ts`, '        floor = v;\n', '', `${OUTBOX}/writes`],
  // What is the same in Sync is written again.
  [
    `${OUTBOX}/writes/put-entry.ts`,
    'known.hash === hash && !isTtlDue',
    'known.hash === hash && isTtlDue',
    `${OUTBOX}/writes`,
  ],
  // Somebody else's object counts as ours.
  [
    `${OUTBOX}/writes/put-entry.ts`,
    'if (state.stranger === null) return known;',
    'return known;',
    `${OUTBOX}/(writes|foreign)`,
  ],
  // Being throttled slows nothing.
  [
    `${OUTBOX}/pace.ts`,
    'limit = Math.max(MIN_CONCURRENCY, limit / 2);',
    'limit = Math.max(MIN_CONCURRENCY, limit);',
    `${OUTBOX}/pace`,
  ],
  // The wait that Sync asked for is cut.
  [`${OUTBOX}/pace.ts`, 'Math.max(Math.min(retryAfterMs ?? 0, RETRY_AFTER_CAP_MS)', 'Math.max(0', `${OUTBOX}/pace`],

  // A call that rang and ended talks for ever.
  [
    `${CALLS}/model/call-times.ts`,
    'between(acceptedAt, wrapupAt ?? endedAt, now)',
    'between(acceptedAt, endedAt, now)',
    CALLS,
  ],
  // A week is seven days before today.
  [`${CALLS}/model/filter-calls.ts`, 'daysBefore(today, 6)', 'daysBefore(today, 7)', CALLS],
  // An older note of the backend's wins over the live one.
  [
    `${CALLS}/model/merge-calls.ts`,
    'if (isNotes && (isNewer || isOlder)) return isNewer;',
    'if (isNotes && (isNewer || isOlder)) return true;',
    CALLS,
  ],
  // Calls of one instant are in no order.
  [`${CALLS}/model/merge-calls.ts`, 'return a.reservationSid < b.reservationSid ? 1 : -1;', 'return 1;', CALLS],
  // A missed call that was returned still waits.
  [
    `${CALLS}/model/today-counters.ts`,
    "outcome === 'missed' && returnedAt === null && answeredBy === undefined",
    "outcome === 'missed' && answeredBy === undefined",
    CALLS,
  ],
  // A customer whom we called and who hung up was missed.
  [
    `${BACKEND}/calls/recent-call.ts`,
    "task.direction?.value === 'outbound'",
    "task.direction?.value === 'nobody'",
    `${BACKEND}/calls`,
  ],
  // The newest calls are the oldest.
  [
    `${BACKEND}/calls/newest-calls.ts`,
    'b.createdAtMs - a.createdAtMs ||',
    'a.createdAtMs - b.createdAtMs ||',
    `${BACKEND}/calls`,
  ],

  // A text of another language is chosen for its channel.
  [`${CANNED}/model/choose-variant.ts`, 'own.language) * 4 +', 'own.language) * 1 +', `${CANNED}/model`],
  // An answer of the agent comes after what the task says.
  [`${CANNED}/model/resolve-template.ts`, "if (answer !== '') return", "if (answer === '-') return", `${CANNED}/model`],
  // A slash in an address opens the list.
  [
    `${CANNED}/model/shortcut-token.ts`,
    'return !isNumber && !isInsideAddress(before);',
    'return !isNumber;',
    `${CANNED}/model`,
  ],
  // A character is divided between two SMS.
  [`${CANNED}/model/sms-segments.ts`, 'if (used + size > part) {', 'if (used >= part) {', `${CANNED}/model`],
  // A message with a placeholder goes out when another listener throws.
  [
    `${CANNED}/insert/send-guard.ts`,
    'if (holdMessage(context, payload)) throw new Error(HELD);',
    'holdMessage(context, payload);',
    `${CANNED}/insert`,
  ],
  // A published response becomes a draft.
  [
    `${BACKEND}/responses/response-places.ts`,
    "!(from === 'published' && to === 'draft')",
    'true',
    'services/backend/http/responses',
  ],
  // A lead of a library may administer it.
  [
    `${BACKEND}/responses/library-access.ts`,
    "return membership === 'lead' ? 'edit' : 'read';\n    case",
    "return membership === 'lead' ? 'administer' : 'read';\n    case",
    `${BACKEND}/responses`,
  ],
].map(([file, line, fault, tests]) => ({ file, line, fault, tests }));
