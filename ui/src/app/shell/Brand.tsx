import { Group, Text } from '@mantine/core';

/** The product's mark and name. */
export function Brand({ inverted = false }: { inverted?: boolean }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill={inverted ? '#1d7784' : '#0b5f6b'} />
        <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
          <circle cx="16" cy="11.5" r="4.2" />
          <path d="M7.5 24.5c2.4-6 14.6-6 17 0" />
        </g>
      </svg>
      <Text component="span" fw={700} fz="lg" c={inverted ? 'white' : 'petrol.9'}>
        Stammkunde
      </Text>
    </Group>
  );
}
