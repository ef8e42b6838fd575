import type { AlertAction, AlertPerson, QueueAlert } from '@flex-sync-suite/shared/contract';

/** What people did to an alert. */
export type AlertEdits = Pick<QueueAlert, 'owner' | 'note' | 'snooze'>;

/** `conflict`: somebody was first. `ended`: there is nothing to do any more. */
export type ActedOn =
  | { readonly outcome: 'done'; readonly edits: AlertEdits }
  | { readonly outcome: 'conflict' | 'ended'; readonly message: string };

const MINUTE_MS = 60_000;

/** What an action of a person makes of an alert. @param atMs UTC milliseconds */
export function actOnAlert(alert: QueueAlert, action: AlertAction, by: AlertPerson, atMs: number): ActedOn {
  const { owner, note, snooze, end } = alert;
  const done = (edits: Partial<AlertEdits>): ActedOn => ({
    outcome: 'done',
    edits: { owner, note, snooze, ...edits },
  });
  if (end !== null && action.action !== 'note') {
    return { outcome: 'ended', message: 'The alert has ended meanwhile: nobody has to be on it any more.' };
  }
  switch (action.action) {
    case 'take':
      if (owner?.id === by.id) return done({});
      if ((owner?.id ?? null) !== action.from) return { outcome: 'conflict', message: ownedBy(owner) };
      return done({ owner: { ...by, since: instant(atMs) } });
    case 'hand-back':
      if (owner === null) return done({});
      return owner.id === by.id ? done({ owner: null }) : { outcome: 'conflict', message: ownedBy(owner) };
    case 'note':
      if ((note?.at ?? null) !== action.replaces) {
        const who = note === null ? 'Somebody' : nameOf(note.by);
        return { outcome: 'conflict', message: `${who} changed the note meanwhile: read it, then write yours.` };
      }
      return done({ note: action.text === '' ? null : { text: action.text, isCut: false, by, at: instant(atMs) } });
    case 'snooze':
      return done({ snooze: { by, until: instant(atMs + action.minutes * MINUTE_MS) } });
    case 'unsnooze':
      return done({ snooze: null });
  }
}

const nameOf = ({ name }: AlertPerson): string => name ?? 'Somebody else';

const ownedBy = (owner: AlertPerson | null): string =>
  owner === null ? 'The alert was handed back meanwhile: nobody is on it.' : `${nameOf(owner)} is on it already.`;

const instant = (atMs: number): string => new Date(atMs).toISOString();
