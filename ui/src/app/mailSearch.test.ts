import { expect, test } from 'vitest';
import { readMailSearch, readSuppressionSearch } from '@/app/mailSearch';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

test('M3: what the list of mails is narrowed to is read from the address', () => {
  const search = {
    q: 'Kurs',
    status: 'bounced',
    reason: 'address_unknown',
    kind: 'personal',
    channel: 'email',
    broadcast_id: ID,
    from: '2026-01-05',
    to: '2026-01-31',
    nachricht: ID,
  };
  expect(readMailSearch(search)).toEqual(search);
});

test('M3: what the API would refuse is left out', () => {
  expect(
    readMailSearch({
      status: 'lost',
      reason: 'bad luck',
      kind: 'letter',
      channel: 'pigeon',
      broadcast_id: 'all',
      from: '2026-02-30',
      to: '5.1.2026',
      nachricht: 'x',
      q: '',
    }),
  ).toEqual({});
  expect(readMailSearch({ q: 'x'.repeat(300) }).q).toHaveLength(200);
});

test('M6: suppressions are narrowed to a customer, a scope and a state', () => {
  expect(readSuppressionSearch({ customer_id: ID, scope: 'newsletter', stand: 'alle' })).toEqual({
    customer_id: ID,
    scope: 'newsletter',
    stand: 'alle',
  });
  expect(readSuppressionSearch({ customer_id: '1', scope: 'fax', stand: 'offen' })).toEqual({});
});
