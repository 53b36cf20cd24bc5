import {
  createTheme,
  DEFAULT_THEME,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#eef7f8',
  '#dcecee',
  '#b5d8dd',
  '#8bc3ca',
  '#69b1bb',
  '#4fa3ae',
  '#3a8d99',
  '#21737f',
  '#0b5f6b',
  '#084a54',
];

/** Mantine's red, dark enough at its end for text on the grey of the pages. */
const [r0, r1, r2, r3, r4, r5, r6, r7] = DEFAULT_THEME.colors.red;
const red: MantineColorsTuple = [r0, r1, r2, r3, r4, r5, r6, r7, '#b42318', '#912018'];

/** One look for all pages. Shade 8 on white and white on shade 8 pass WCAG AA for every colour used. */
export const theme = createTheme({
  colors: { petrol, red },
  primaryColor: 'petrol',
  primaryShade: 8,
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  components: {
    Modal: {
      defaultProps: { centered: true, size: 'lg', padding: 'lg' },
      styles: { title: { fontWeight: 650, fontSize: '1.15rem' } },
    },
    // An address is one long word: the row of icon and text must not grow with it.
    Alert: { styles: { body: { minWidth: 0, overflowWrap: 'anywhere' }, label: { whiteSpace: 'normal' } } },
    // The placeholder is a focusable element that a role of menu must not have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm' }, styles: { root: { textTransform: 'none' } } },
    Table: {
      defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'lg' },
      styles: { th: { fontSize: '0.82rem', color: 'var(--mantine-color-dimmed)', whiteSpace: 'nowrap' } },
    },
  },
});

/** Mantine's greys for secondary text and placeholders are too light for WCAG AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {},
  light: {
    '--mantine-color-dimmed': '#545c65',
    '--mantine-color-placeholder': '#6a727b',
    '--mantine-color-error': '#b42318',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-red-light-color': '#a61e1e',
    '--mantine-color-orange-light-color': '#9a3b00',
    '--mantine-color-yellow-light-color': '#7a4b00',
    '--mantine-color-green-light-color': '#1f6b2e',
    '--mantine-color-blue-light-color': '#12568f',
    '--mantine-color-gray-light-color': '#495057',
    '--mantine-color-petrol-light-color': '#084a54',
  },
});
