import { useEffect, useState } from 'react';
import { keepAwake, type AwakePage } from './keep-awake';

/** Keeps the screen on while the component is shown. @returns false once the browser is known not to */
export function useAwake(): boolean {
  const [isAwake, setIsAwake] = useState(true);
  useEffect(() => {
    // Not in every browser, whatever the types say.
    const { wakeLock } = navigator as { readonly wakeLock?: AwakePage['wakeLock'] };
    return keepAwake({ document, wakeLock }, setIsAwake);
  }, []);
  return isAwake;
}
