import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CustomerSort } from '@/app/search';
import classes from '@/pages/customers/list/table/CustomerTable.module.css';

interface Props {
  field: string;
  sort: CustomerSort;
  onSort: (sort: CustomerSort) => void;
  children: ReactNode;
}

/** A column head that orders the list, first ascending, then descending. */
export function SortHeader({ field, sort, onSort, children }: Props) {
  const ascending = sort === field;
  const descending = sort === `-${field}`;
  const Icon = ascending ? IconArrowUp : descending ? IconArrowDown : IconArrowsSort;
  const order = ascending ? 'ascending' : descending ? 'descending' : 'none';
  return (
    <th scope="col" data-column={field} aria-sort={order}>
      <UnstyledButton
        className={classes.sort}
        onClick={() => onSort((ascending ? `-${field}` : field) as CustomerSort)}
      >
        {children}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </th>
  );
}
