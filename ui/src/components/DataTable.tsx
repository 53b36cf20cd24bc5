import { Table } from '@mantine/core';
import { tableFeatures, useTable, type ColumnDef, type RowData } from '@tanstack/react-table';
import { ScrollTable } from '@/components/ScrollTable';

export const features = tableFeatures({});

interface Props<T extends RowData> {
  label: string;
  columns: ColumnDef<typeof features, T>[];
  rows: T[];
  rowId: (row: T) => string;
  /** Where it begins to scroll sideways, in pixels. */
  minWidth?: number;
}

/** A plain table for lists that fit on a page. Columns and rows must be stable between renders. */
export function DataTable<T extends RowData>({ label, columns, rows, rowId, minWidth = 560 }: Props<T>) {
  const table = useTable({ features, columns, data: rows, getRowId: rowId });
  return (
    <ScrollTable label={label} minWidth={minWidth}>
      <Table.Thead>
        {table.getHeaderGroups().map((group) => (
          <Table.Tr key={group.id}>
            {group.headers.map((header) => (
              <Table.Th key={header.id} scope="col">
                <table.FlexRender header={header} />
              </Table.Th>
            ))}
          </Table.Tr>
        ))}
      </Table.Thead>
      <Table.Tbody>
        {table.getRowModel().rows.map((row) => (
          <Table.Tr key={row.id}>
            {row.getAllCells().map((cell) => (
              <Table.Td key={cell.id}>
                <table.FlexRender cell={cell} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollTable>
  );
}
