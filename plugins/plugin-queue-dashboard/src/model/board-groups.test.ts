import { byGroup } from './board-groups';

describe('queues by group', () => {
  const item = (groups: readonly string[], keptGroups: readonly { id: string; name: string }[] = []) => ({
    item: { groups: [...groups], keptGroups: [...keptGroups] },
  });

  it('are those of each, also of one that is kept under another key than its name', () => {
    const [emea, apac, other] = [
      item(['Sales', 'VIP'], [{ id: 'g1', name: 'VIP' }]),
      item(['Sales']),
      item([]),
    ] as const;
    expect([...byGroup([emea, apac, other])]).toEqual([
      ['Sales', [emea, apac]],
      ['g1', [emea]],
    ]);
  });

  it('takes one look at each queue, however many groups there are', () => {
    let looks = 0;
    const queues = Array.from({ length: 500 }, (_, number) => ({
      get item() {
        looks += 1;
        return { groups: [`Group ${number % 100}`] };
      },
    }));
    expect(byGroup(queues).size).toBe(100);
    expect(looks).toBe(500);
  });
});
