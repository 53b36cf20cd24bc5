import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import type { Selection } from '@/pages/customers/list/selection/useSelection';
import { listName } from '@/pages/customers/names';
import classes from '@/pages/customers/list/table/CustomerTable.module.css';

interface OneProps {
  customer: Customer;
  selected: boolean;
  onToggle: (id: string) => void;
}

/** The cell with the box that selects a customer; a click beside the box counts as well, and opens nothing. */
export function SelectOne({ customer, selected, onToggle }: OneProps) {
  const { t } = useTranslation();
  return (
    // The label makes the whole cell a target for the mouse; the keys have the box itself.

    <td data-column="select" onClick={(event) => event.stopPropagation()}>
      <label className={classes.box}>
        <input
          type="checkbox"
          aria-label={t('selection.one', { name: listName(customer) || customer.number })}
          checked={selected}
          onChange={() => onToggle(customer.id)}
        />
      </label>
    </td>
  );
}

interface AllProps {
  customers: Customer[];
  selection: Selection;
  disabled: boolean;
}

/** Selects those that are loaded; `Alle … Treffer auswählen` appears then. */
export function SelectAllLoaded({ customers, selection, disabled }: AllProps) {
  const { t } = useTranslation();
  const ids = customers.map(({ id }) => id);
  const chosen = ids.filter((id) => selection.ids.has(id)).length;
  const all = chosen === ids.length;
  return (
    <label className={classes.box}>
      <input
        type="checkbox"
        aria-label={t('selection.loaded')}
        checked={all}
        disabled={disabled}
        ref={(box) => {
          if (box) box.indeterminate = chosen > 0 && !all;
        }}
        onChange={() => (all ? selection.remove(ids) : selection.add(ids))}
      />
    </label>
  );
}
