import { Alert, List } from '@mantine/core';
import { ApiProblem } from '@/api/problem';
import { fieldErrors } from '@/components/formErrors';
import { useProblemText } from '@/components/problemText';

interface Props {
  error: unknown;
  /** Left out where there are no inputs to stand at. */
  hasField?: (name: string) => boolean;
}

/** Why a form was not saved, on top of it; what belongs to its inputs stands there. */
export function FormFailure({ error, hasField = () => false }: Props) {
  const problemText = useProblemText();
  if (!error) return null;
  const { title, text } = problemText(error);
  const { fields, others } = fieldErrors(error, hasField);
  const atInputs = Object.keys(fields).length > 0;
  const detail = error instanceof ApiProblem && error.detail ? error.detail : '';
  return (
    <Alert color="red" role="alert" title={title}>
      {atInputs || others.length > 0 ? detail : text}
      {others.length > 0 && (
        <List>
          {others.map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
