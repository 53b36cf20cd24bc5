import { CloseButton, Kbd, Loader, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

const DEBOUNCE_MS = 100;

interface Props {
  label: string;
  /** What it looks in. */
  hint: string;
  clear: string;
  /** What the address says; taken over when it changes by another way than typing here. */
  value: string;
  busy: boolean;
  /** What is listed belongs to a former search. */
  stale: boolean;
  onChange: (value: string) => void;
}

/** What is done as soon as the hits are there: the only one opened, or the first one gone to. */
const WISHES = { enter: openOnlyHit, go: focusFirstHit };
type Wish = keyof typeof WISHES;

function hits(): NodeListOf<HTMLElement> {
  return document.querySelectorAll('[data-row-link]');
}

function openOnlyHit(): void {
  const [hit, another] = hits();
  if (hit && !another) hit.click();
}

function focusFirstHit(): void {
  hits()[0]?.focus();
}

/** The one search of a list. `/` focuses it from anywhere on the page; Enter opens the only hit. */
export function SearchField({ label, hint, clear, value, busy, stale, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }

  // Whoever types quickly presses Enter or the arrow before the hits are there.
  const wish = useRef<Wish | null>(null);
  const listed = !stale && value === typed.trim();
  const ready = { enter: listed && !busy && value !== '', go: listed && !busy };
  useEffect(() => {
    if (wish.current === null || !ready[wish.current]) return;
    // The table measures itself before it has rows.
    const frame = requestAnimationFrame(() => {
      if (wish.current) WISHES[wish.current]();
      wish.current = null;
    });
    return () => cancelAnimationFrame(frame);
  });

  const tell = useDebouncedCallback((text: string) => onChange(text.trim()), DEBOUNCE_MS);
  const type = (text: string) => {
    wish.current = null;
    setTyped(text);
    tell(text);
  };
  useHotkeys([['/', () => input.current?.focus()]]);

  const right =
    typed === '' ? (
      <Kbd aria-hidden visibleFrom="sm">
        /
      </Kbd>
    ) : (
      <CloseButton size="sm" aria-label={clear} onClick={() => type('')} />
    );
  return (
    <TextInput
      ref={input}
      type="search"
      role="searchbox"
      flex="1 1 320px"
      maw={560}
      size="md"
      aria-label={label}
      placeholder={hint}
      leftSection={busy ? <Loader size={16} aria-hidden /> : <IconSearch size={18} aria-hidden />}
      rightSection={right}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      // What was wished for is not done to somebody who is at something else by then.
      onBlur={() => {
        wish.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          if (listed) focusFirstHit();
          else wish.current = 'go';
        }
        if (event.key === 'Enter') {
          if (ready.enter) openOnlyHit();
          else wish.current = 'enter';
        }
        if (event.key === 'Escape') type('');
      }}
    />
  );
}
