import { workerGroups } from './worker-groups';

const groupsOf = (attributes: unknown) => workerGroups(JSON.stringify(attributes));

describe('what tells who belongs together', () => {
  it('is the team, or else the department, and the skills', () => {
    expect(
      groupsOf({ team_name: ' Support ', department_name: 'Care', routing: { skills: ['de', 'billing', 'de'] } }),
    ).toEqual({ team: 'Support', skills: ['de', 'billing'] });
    expect(groupsOf({ team_name: '', department_name: 'Care' })).toEqual({ team: 'Care', skills: [] });
  });

  it.each([
    [
      { team_name: 7, routing: { skills: ['de'] } },
      { team: null, skills: ['de'] },
    ],
    [
      { team_name: 'Support', routing: 'all' },
      { team: 'Support', skills: [] },
    ],
    [
      { team_name: 'Support', routing: { skills: 'de' } },
      { team: 'Support', skills: [] },
    ],
    [{ routing: { skills: ['de', 3, null, ''] } }, { team: null, skills: ['de'] }],
    [{}, { team: null, skills: [] }],
    [[], { team: null, skills: [] }],
  ])('keeps what is right beside what is not: %j', (attributes, groups) => {
    expect(groupsOf(attributes)).toEqual(groups);
  });

  it('is nothing while the attributes are not known, or are no JSON', () => {
    for (const text of [null, '', '{', 'null']) expect(workerGroups(text)).toEqual({ team: null, skills: [] });
  });
});
