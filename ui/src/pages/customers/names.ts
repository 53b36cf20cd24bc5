interface Named {
  is_company?: boolean;
  company_name?: string | null;
  first_name?: string | null;
  last_name?: string | null;
}

/** `Anna Müller`, or the company. */
export function fullName({ company_name, first_name, last_name }: Named): string {
  const person = [first_name, last_name].filter(Boolean).join(' ');
  return company_name ?? person;
}

/** `Müller, Anna`, or the company with its contact person: as a list sorts it. */
export function listName({ company_name, first_name, last_name }: Named): string {
  const person = [last_name, first_name].filter(Boolean).join(', ');
  return company_name ? [company_name, person].filter(Boolean).join(' – ') : person;
}

interface Place {
  postal_code?: string | null;
  city?: string | null;
}

/** `80331 München`, or the part of it that is known. */
export function placeOf(address: Place | null | undefined): string {
  return [address?.postal_code, address?.city].filter(Boolean).join(' ');
}

/** `Müller, Anna (10023)`: enough to tell namesakes apart. */
export function pickedName(customer: Named & { number: string | number }): string {
  return `${listName(customer)} (${customer.number})`;
}
