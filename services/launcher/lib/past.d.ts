/** Posts to the control plane of Local Twilio. */
type Control = (route: string, body: object) => Promise<Record<string, unknown>>;

/** Lets the hours before now pass in the simulated contact centre, as fast as it can. */
export function live(control: Control): Promise<void>;

/** When the time begins that {@link live} lets pass, ISO 8601. */
export function pastBegins(): string;
