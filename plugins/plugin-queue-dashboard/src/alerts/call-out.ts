/** What the browser can do to be noticed by a person who looks elsewhere. */
export interface CallOut {
  /** Asks the person, once; false when they, or the browser, refuse. */
  readonly mayNotify: () => Promise<boolean>;
  readonly notify: (title: string, text: string) => void;
  readonly sound: () => void;
}

type Page = Pick<Window & typeof globalThis, 'Notification' | 'AudioContext'>;

const BEEP_SECONDS = 0.25;
const BEEP_HERTZ = 660;

/** By the browser itself. What it cannot do is left out: the board says the same. */
export const browserCallOut = (page: Partial<Page> = window): CallOut => ({
  mayNotify: async () => {
    if (page.Notification === undefined) return false;
    return (await page.Notification.requestPermission()) === 'granted';
  },
  notify: (title, body) => {
    if (page.Notification?.permission !== 'granted') return;
    try {
      // One tag: a hundred alerts at once are one notification that says the last.
      new page.Notification(title, { body, tag: 'flex-sync-suite.queue-alerts' });
    } catch {
      // Android has them from service workers only.
    }
  },
  sound: () => {
    if (page.AudioContext === undefined) return;
    const audio = new page.AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = BEEP_HERTZ;
    volume.gain.setValueAtTime(0.2, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + BEEP_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => void audio.close();
    tone.start();
    tone.stop(audio.currentTime + BEEP_SECONDS);
  },
});
