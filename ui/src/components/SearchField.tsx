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
  onChange: (value: string) => void;
}

/** The one search of a list. `/` focuses it from anywhere on the page; Enter opens the only hit. */
export function SearchField({ label, hint, clear, value, busy, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }

  // Whoever types quickly presses Enter before the hits are there.
  const opening = useRef(false);
  const settled = !busy && value !== '' && value === typed.trim();
  const openOnlyHit = () => {
    opening.current = false;
    const [hit, another] = document.querySelectorAll<HTMLElement>('[data-row-link]');
    if (hit && !another) hit.click();
  };
  useEffect(() => {
    if (opening.current && settled) openOnlyHit();
  });

  const tell = useDebouncedCallback((text: string) => onChange(text.trim()), DEBOUNCE_MS);
  const type = (text: string) => {
    opening.current = false;
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
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          document.querySelector<HTMLElement>('[data-row-link]')?.focus();
        }
        if (event.key === 'Enter') {
          if (settled) openOnlyHit();
          else opening.current = true;
        }
        if (event.key === 'Escape') type('');
      }}
    />
  );
}
