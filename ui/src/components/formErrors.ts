import { ApiProblem } from '@/api/problem';

/**
 * Splits a refusal into messages for fields the form has and those it has not. The server names nested fields with
 * dots (`address.city`, `participants.0.last_name`) and may put `body.` before them.
 */
export function fieldErrors(
  error: unknown,
  hasField: (name: string) => boolean,
): { fields: Record<string, string>; others: string[] } {
  const fields: Record<string, string> = {};
  const others: string[] = [];
  const errors = error instanceof ApiProblem ? error.errors : [];
  for (const { field, message } of errors) {
    const name = field.replace(/^body\./, '');
    if (hasField(name)) fields[name] = message;
    else others.push(message);
  }
  return { fields, others };
}

interface Shown {
  setErrors: (errors: Record<string, string>) => void;
  getInputNode: (name: string) => HTMLElement | null;
}

/** Puts each message at its input, and the keyboard on the first of them. */
export function showErrors(form: Shown, errors: Record<string, string>): void {
  form.setErrors(errors);
  const [first] = Object.keys(errors);
  if (first) form.getInputNode(first)?.focus();
}

/** The inputs of a form by their names, for `fieldErrors`. */
export function fieldsOf(values: object): (name: string) => boolean {
  return (name) => {
    let node: unknown = values;
    for (const part of name.split('.')) {
      if (typeof node !== 'object' || node === null || !(part in node)) return false;
      node = (node as Record<string, unknown>)[part];
    }
    return typeof node !== 'object' || node === null;
  };
}
