import { firstTurn, pauseOf, stepTurn, toggleTurn, TURN_MS, turnAt, type Turn, type TurnStop } from './wall-turn';

const NOW = 1_000_000;

/** Stops by their group, each with the queues in breach. */
const stopsOf = (breaches: Readonly<Record<string, readonly string[]>> = {}): readonly TurnStop[] =>
  [null, 'Sales', 'Support', 'VIP'].map((group) => ({ group, breaches: breaches[group ?? 'all'] ?? [] }));

/** The groups shown once a turn's length, beginning with the instant given. */
function shownFrom(turn: Turn, stops: readonly TurnStop[], now: number, count: number): readonly (string | null)[] {
  let current = turn;
  return Array.from({ length: count }, (_, index) => {
    current = turnAt(current, stops, now + index * TURN_MS);
    return current.group;
  });
}

describe('the turns of the wall', () => {
  it('show all queues, then each group, and begin again', () => {
    expect(shownFrom(firstTurn(NOW), stopsOf(), NOW, 5)).toEqual([null, 'Sales', 'Support', 'VIP', null]);
  });

  it('are the same object until their time is over, so that nothing renders', () => {
    const turn = firstTurn(NOW);
    expect(turnAt(turn, stopsOf(), NOW + TURN_MS - 1)).toBe(turn);
  });

  it('stand at the group of a breach from the moment it comes until it ends', () => {
    const turn = turnAt(firstTurn(NOW), stopsOf({ Support: ['WQ1'] }), NOW + 1);
    expect(turn.group).toBe('Support');
    expect(pauseOf(turn, stopsOf({ Support: ['WQ1'] }))).toBe('breach');
    expect(turnAt(turn, stopsOf({ Support: ['WQ1'] }), NOW + 5 * TURN_MS)).toBe(turn);
    expect(shownFrom(turn, stopsOf(), NOW + TURN_MS + 1, 2)).toEqual(['VIP', null]);
  });

  it('go on among the groups in breach, when there are several', () => {
    const stops = stopsOf({ Sales: ['WQ1'], VIP: ['WQ2'] });
    expect(shownFrom(firstTurn(NOW), stops, NOW, 3)).toEqual(['Sales', 'VIP', 'Sales']);
  });

  it.each<[string, (turn: Turn, stops: readonly TurnStop[]) => Turn, string | null]>([
    ['steps on', (turn, stops) => stepTurn(turn, stops, 1, NOW), 'Support'],
    ['steps back', (turn, stops) => stepTurn(turn, stops, -1, NOW), null],
    ['lets it go on', (turn, stops) => toggleTurn(turn, stops, NOW), 'Sales'],
  ])('stand no more at a breach when a person %s, until it comes anew', (_what, act, group) => {
    const stops = stopsOf({ Sales: ['WQ1'] });
    const seen = act(turnAt(firstTurn(NOW), stops, NOW), stops);
    expect([seen.group, pauseOf(seen, stops)]).toEqual([group, null]);
    expect(turnAt(seen, stops, NOW + 1).group).toBe(group);
    const [next] = shownFrom(seen, stops, NOW + TURN_MS, 1);
    expect(next).not.toBe(group);
    const ended = turnAt(seen, stopsOf(), NOW + 1);
    expect(pauseOf(ended, stops)).toBe('breach');
  });

  it('stand at a second breach, though the first was seen', () => {
    const first = stopsOf({ Sales: ['WQ1'] });
    const seen = stepTurn(turnAt(firstTurn(NOW), first, NOW), first, 1, NOW);
    expect(turnAt(seen, stopsOf({ Sales: ['WQ1'], VIP: ['WQ2'] }), NOW + 1).group).toBe('VIP');
  });

  it('stand where a person holds them, whatever comes, and are as long as ever afterwards', () => {
    const held = toggleTurn(firstTurn(NOW), stopsOf(), NOW);
    expect(pauseOf(held, stopsOf())).toBe('held');
    expect(shownFrom(held, stopsOf({ VIP: ['WQ1'] }), NOW, 3)).toEqual([null, null, null]);
    const later = NOW + 10 * TURN_MS;
    const released = toggleTurn(held, stopsOf(), later);
    expect(turnAt(released, stopsOf(), later + TURN_MS - 1).group).toBeNull();
    expect(turnAt(released, stopsOf(), later + TURN_MS).group).toBe('Sales');
  });

  it('step round at both ends', () => {
    expect(stepTurn(firstTurn(NOW), stopsOf(), -1, NOW).group).toBe('VIP');
    expect(stepTurn({ ...firstTurn(NOW), group: 'VIP' }, stopsOf(), 1, NOW).group).toBeNull();
  });

  it('begin anew when the group that is shown is no more', () => {
    const turn = { ...firstTurn(NOW), group: 'Returns', isHeld: true };
    expect(turnAt(turn, stopsOf(), NOW + 1)).toMatchObject({ group: null, since: NOW + 1 });
  });
});
