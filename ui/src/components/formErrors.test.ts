import { expect, test } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { fieldErrors, fieldsOf } from '@/components/formErrors';

test('refused fields are shown at their inputs, the others apart', () => {
  const hasField = fieldsOf({ email: '', address: { city: '' } });
  const problem = new ApiProblem(422, {
    errors: [
      { field: 'email', code: 'invalid', message: 'Keine gültige Adresse.' },
      { field: 'body.address.city', code: 'too_long', message: 'Zu lang.' },
      { field: 'address', code: 'missing', message: 'Fehlt.' },
    ],
  });
  expect(fieldErrors(problem, hasField)).toEqual({
    fields: { email: 'Keine gültige Adresse.', 'address.city': 'Zu lang.' },
    others: ['Fehlt.'],
  });
});
