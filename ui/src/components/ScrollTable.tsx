import { Table, type TableProps } from '@mantine/core';

interface Props extends TableProps {
  label: string;
  /** What the part that scrolls is called, where that is not the table's own name. */
  region?: string;
  minWidth: number;
}

/** A table that scrolls in itself instead of widening the page, with the keys too. */
export function ScrollTable({ label, region = label, minWidth, ...table }: Props) {
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="region" aria-label={region}>
      <Table aria-label={label} {...table} />
    </Table.ScrollContainer>
  );
}
