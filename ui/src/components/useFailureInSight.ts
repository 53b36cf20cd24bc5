import { useEffect, useRef } from 'react';
import { fieldErrors } from '@/components/formErrors';

/** Where a form says on top why it was not saved; brought into sight, unless an input says it and has the focus. */
export function useFailureInSight(error: unknown, hasField: (name: string) => boolean) {
  const place = useRef<HTMLDivElement>(null);
  const onTop = error && Object.keys(fieldErrors(error, hasField).fields).length === 0 ? error : null;
  useEffect(() => {
    if (onTop) place.current?.scrollIntoView({ block: 'center' });
  }, [onTop]);
  return place;
}
