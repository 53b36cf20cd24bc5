import { Group, Radio, Switch, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeChoice, MergeField, MergePreview } from '@/api/types';
import { ScrollTable } from '@/components/ScrollTable';
import { fullName } from '@/pages/customers/names';
import { useMergeWords } from '@/pages/customers/merge/mergeWords';

interface Props {
  preview: MergePreview;
  choices: Record<string, MergeChoice>;
  onChoose: (field: string, choice: MergeChoice) => void;
}

/** Field by field both values; where they differ, which of them stays. */
export function FieldChoices({ preview, choices, onChoose }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const differing = preview.fields.filter(({ differs }) => differs);
  const { source, survivor } = preview;
  return (
    <>
      <Group justify="space-between" px="lg" pb="sm">
        <Text size="sm" c="dimmed">
          {differing.length === 0 ? t('merge.allEqual') : t('merge.choosePerField')}
        </Text>
        <Switch
          label={t('merge.showAll')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      </Group>
      <ScrollTable label={t('merge.fields')} minWidth={600} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="24%">
              {t('conflict.field')}
            </Table.Th>
            <Table.Th scope="col">
              {fullName(survivor)} ({survivor.number})
            </Table.Th>
            <Table.Th scope="col">
              {fullName(source)} ({source.number})
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(all ? preview.fields : differing).map((field) => (
            <FieldRow
              key={field.field}
              field={field}
              choice={choices[field.field]}
              onChoose={(choice) => onChoose(field.field, choice)}
            />
          ))}
        </Table.Tbody>
      </ScrollTable>
    </>
  );
}

interface RowProps {
  field: MergeField;
  choice: MergeChoice | undefined;
  onChoose: (choice: MergeChoice) => void;
}

function FieldRow({ field, choice, onChoose }: RowProps) {
  const words = useMergeWords();
  const name = words.field(field.field);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {name}
      </Table.Th>
      {(['survivor', 'source'] as const).map((side) => {
        const value = words.value(field.field, field[side]);
        return (
          <Table.Td key={side} style={{ overflowWrap: 'anywhere' }}>
            {field.differs ? (
              <Radio
                name={`merge ${field.field}`}
                label={value}
                aria-label={`${name}: ${value}`}
                checked={choice === side}
                onChange={() => onChoose(side)}
              />
            ) : (
              value
            )}
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}
