import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { checkParticipants } from '@/pages/customers/customerChecks';

const t = ((key: string) => key) as TFunction;
const MIA = { first_name: 'Mia', last_name: 'Kern', birth_date: '2017-03-09' };

test('a participant of whom nothing was entered is none', () => {
  expect(checkParticipants([{ first_name: ' ', last_name: '', birth_date: '' }, MIA], t)).toEqual({});
});

test('a birth date without a name is asked about instead of being dropped', () => {
  expect(checkParticipants([{ ...MIA, first_name: '', last_name: '' }], t)).toEqual({
    'participants.0.first_name': 'participants.missingFirstName',
    'participants.0.last_name': 'participants.missingLastName',
  });
});

test('a birth date that is no day is refused at its input', () => {
  expect(checkParticipants([MIA, { ...MIA, birth_date: '9.3.17' }], t)).toEqual({
    'participants.1.birth_date': 'fields.dayWrong',
  });
});
