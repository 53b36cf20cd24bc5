/** As many as a service answers at once. */
export const MOST_PER_PAGE = 200;

interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

/** All that a list holds, whatever the number of its pages. */
export async function allPages<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
