import { Fragment } from 'react';
import { matches } from '@/components/folding';

interface Props {
  text: string;
  query: string;
  kind?: 'text' | 'phone';
}

/** A text with the parts marked that the search found it by. */
export function Highlighted({ text, query, kind = 'text' }: Props) {
  const found = matches(text, query, kind);
  const parts = found.map(([start, stop], index) => (
    <Fragment key={start}>
      {text.slice(found[index - 1]?.[1] ?? 0, start)}
      <mark>{text.slice(start, stop)}</mark>
    </Fragment>
  ));
  return (
    <>
      {parts}
      {text.slice(found.at(-1)?.[1] ?? 0)}
    </>
  );
}
