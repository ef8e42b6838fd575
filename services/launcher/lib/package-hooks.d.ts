/** The layers of `src/` that a plugin imports. */
export const LAYERS: readonly string[];
/** Makes the hooks layer as a package in a folder, in place of what was there. */
export function packageHooks(folder: string, how?: { readonly withTypes?: boolean }): Promise<void>;
