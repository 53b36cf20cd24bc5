import { CloseButton, Kbd, Loader, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';

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

/** The one search of a list. `/` focuses it from anywhere on the page. */
export function SearchField({ label, hint, clear, value, busy, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }

  const tell = useDebouncedCallback((text: string) => onChange(text.trim()), DEBOUNCE_MS);
  const type = (text: string) => {
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
        if (event.key === 'Escape') type('');
      }}
    />
  );
}
