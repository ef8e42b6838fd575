import React from 'react';

/** What was made since the last look. */
export interface ElementWatch {
  readonly take: () => readonly string[];
}

type MakeElement = (type: unknown, props: Readonly<Record<string, unknown>> | null, ...children: unknown[]) => unknown;

/**
 * Counts renders from outside: a component that renders makes its elements anew. Production code needs no property for
 * it.
 *
 * @param nameOf what to note of the props of an element; undefined for elements that are not looked for
 */
export function watchElements(nameOf: (props: Readonly<Record<string, unknown>>) => string | undefined): ElementWatch {
  let made: string[] = [];
  const make = React.createElement as MakeElement;
  const noting: MakeElement = (type, props, ...children) => {
    const name = props === null ? undefined : nameOf(props);
    if (name !== undefined) made.push(name);
    return make(type, props, ...children);
  };
  Object.assign(React, { createElement: noting });
  return {
    take() {
      const taken = made;
      made = [];
      return taken;
    },
  };
}
