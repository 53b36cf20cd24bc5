import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye, IconMailCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel, Reader } from '@/api/content';
import { isWritten, type Checked, type ContentValues } from '@/components/compose/content';
import { PreviewDialog } from '@/components/compose/look/PreviewDialog';
import { TestMailDialog } from '@/components/compose/look/TestMailDialog';

interface Props {
  /** The form that the content stands in: it says what is missing. */
  form: Checked;
  content: ContentValues;
  channel: Channel;
  /** Through whose eyes to look, by their place among the recipients. */
  readerAt: (position: number) => Reader;
  /** How many recipients there are; without any there is no preview. */
  count: number;
  /** Offers a test mail too. */
  testMail: boolean;
}

/** How the mail will look: as each recipient reads it, and in a mailbox of one's own. */
export function LookButtons({ form, content, channel, readerAt, count, testMail }: Props) {
  const { t } = useTranslation();
  const [previewing, preview] = useDisclosure();
  const [testing, test] = useDisclosure();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconEye size={16} aria-hidden />}
        disabled={count === 0}
        onClick={() => isWritten(form) && preview.open()}
      >
        {t('compose.preview')}
      </Button>
      {testMail && (
        <Button
          variant="default"
          leftSection={<IconMailCheck size={16} aria-hidden />}
          onClick={() => isWritten(form) && test.open()}
        >
          {t('compose.testMail')}
        </Button>
      )}
      <PreviewDialog
        opened={previewing}
        onClose={preview.close}
        content={content}
        channel={channel}
        readerAt={readerAt}
        count={count}
      />
      <TestMailDialog opened={testing} onClose={test.close} content={content} kind={readerAt(0).kind} />
    </>
  );
}
