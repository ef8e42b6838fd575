import { foldText, searchWords, type WorkerSid } from '@flex-sync-suite/shared/contract';

/** The people of a library. A lead of a team is a member too. */
export interface People {
  readonly members: ReadonlySet<WorkerSid>;
  readonly leads: ReadonlySet<WorkerSid>;
}

interface Person {
  readonly sid: WorkerSid;
  readonly name: string;
}

/** Who has every word of the search in the name; those of `first` come first, then by name. */
export function findPeople<P extends Person>(everybody: readonly P[], search: string, first: People): readonly P[] {
  const wanted = searchWords(search);
  const isFirst = (sid: WorkerSid): boolean => first.leads.has(sid) || first.members.has(sid);
  return everybody
    .filter(({ name }) => {
      const folded = foldText(name, 'search');
      return wanted.every((word) => folded.includes(word));
    })
    .sort((a, b) => Number(isFirst(b.sid)) - Number(isFirst(a.sid)) || a.name.localeCompare(b.name));
}

export const withMembers = ({ members, leads }: People, added: readonly WorkerSid[]): People => ({
  members: new Set([...members, ...added]),
  leads,
});

export const withMember = (people: People, sid: WorkerSid, isMember: boolean): People =>
  isMember ? withMembers(people, [sid]) : { members: minus(people.members, sid), leads: minus(people.leads, sid) };

/** @param isTeam else members are not kept: the library is everybody's */
export const withLead = ({ members, leads }: People, sid: WorkerSid, isLead: boolean, isTeam: boolean): People =>
  isLead
    ? { members: isTeam ? new Set([...members, sid]) : members, leads: new Set([...leads, sid]) }
    : { members, leads: minus(leads, sid) };

const minus = <T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> => new Set([...set].filter((other) => other !== item));
