import { Fragment } from 'react';
import { matches } from '@/components/folding';

interface Props {
  text: string;
  query: string;
  kind?: 'text' | 'phone';
}

/** A text with the parts marked that the search found it by. */
export function Highlighted({ text, query, kind = 'text' }: Props) {
  let end = 0;
  const parts = matches(text, query, kind).map(([start, stop]) => {
    const before = text.slice(end, start);
    end = stop;
    return (
      <Fragment key={start}>
        {before}
        <mark>{text.slice(start, stop)}</mark>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
