import type { ActivityCall, ActivityEvent } from '../activity-event';
import type { CheckoutJoins } from './checkout-joins';
import { stepAfter, type CheckoutStep } from './checkout-steps';

/** A run while its events are gone through. */
export interface RunDraft {
  readonly checkoutId: string | null;
  readonly first: ActivityEvent;
  readonly steps: Map<number, CheckoutStep>;
  order: { readonly orderId: string; readonly atMs: number } | null;
  lastAtMs: number;
  /** The newest session that has an event of the run, and the first such event in it. */
  session: readonly ActivityEvent[];
  resumedAtMs: number;
}

/** Puts the events of one customer, which come in order, to the runs they belong to. */
export class RunDrafts {
  readonly all: RunDraft[] = [];
  readonly #joins: CheckoutJoins;
  readonly #byCheckoutId = new Map<string, RunDraft>();
  readonly #byOrderId = new Map<string, RunDraft>();
  readonly #orderIds = new Set<string>();
  #session: readonly ActivityEvent[] = [];
  /** Runs in the order in which this session touched them. */
  #touched: RunDraft[] = [];

  constructor(joins: CheckoutJoins) {
    this.#joins = joins;
  }

  enter(session: readonly ActivityEvent[]): void {
    this.#session = session;
    this.#touched = [];
  }

  add(event: ActivityEvent): void {
    const { call } = event;
    if (call.kind === 'checkout-started') {
      const draft = this.#touch(this.#runOf(call.checkoutId ?? this.#joins.startedFor(event), event), event);
      if (call.orderId !== null) this.#byOrderId.set(call.orderId, draft);
    }
    if (call.kind === 'checkout-step') {
      const draft = call.checkoutId === null ? this.#open() : null;
      const { steps } = this.#touch(draft ?? this.#runOf(call.checkoutId, event), event);
      steps.set(call.step, stepAfter(steps.get(call.step), call, event.atMs));
    }
    if (call.kind === 'order' && call.action === 'completed') this.#complete(event, call);
  }

  /** Once for each order: told again, it would end a run that has nothing to do with it. */
  #complete(event: ActivityEvent, { orderId }: Extract<ActivityCall, { readonly kind: 'order' }>): void {
    if (this.#orderIds.has(orderId)) return;
    this.#orderIds.add(orderId);
    const checkoutId = this.#joins.checkoutIdOf(orderId);
    const draft = this.#orderedRun(checkoutId, orderId, event);
    if (draft !== null) this.#touch(draft, event).order ??= { orderId, atMs: event.atMs };
  }

  #orderedRun(checkoutId: string | null, orderId: string, event: ActivityEvent): RunDraft | null {
    if (checkoutId !== null && this.#joins.hasSteps(checkoutId)) return this.#runOf(checkoutId, event);
    const byOrderId = this.#byOrderId.get(orderId);
    if (byOrderId !== undefined) return byOrderId;
    const open = this.#open();
    if (checkoutId === null) return open;
    // The open run of another checkout_id is another run.
    return open?.checkoutId === null ? open : this.#runOf(checkoutId, event);
  }

  /** The run of that `checkout_id`; without one, a new run. */
  #runOf(checkoutId: string | null, first: ActivityEvent): RunDraft {
    const known = checkoutId === null ? undefined : this.#byCheckoutId.get(checkoutId);
    if (known !== undefined) return known;
    const { atMs } = first;
    const draft: RunDraft = {
      checkoutId,
      first,
      steps: new Map(),
      order: null,
      lastAtMs: atMs,
      session: this.#session,
      resumedAtMs: atMs,
    };
    this.all.push(draft);
    if (checkoutId !== null) this.#byCheckoutId.set(checkoutId, draft);
    return draft;
  }

  /** The run of this session that was touched last and has no order: what was touched before the silence has stopped. */
  #open(): RunDraft | null {
    while (this.#touched.at(-1)?.order) this.#touched.pop();
    return this.#touched.at(-1) ?? null;
  }

  #touch(draft: RunDraft, { atMs }: ActivityEvent): RunDraft {
    if (draft.session !== this.#session) draft.resumedAtMs = atMs;
    draft.session = this.#session;
    draft.lastAtMs = atMs;
    this.#touched.push(draft);
    return draft;
  }
}
