import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { TemplateForm } from '@/pages/company/templates/TemplateForm';

interface Props {
  /** A template to change, or a new one; `null` closes the dialog. */
  subject: Template | 'new' | null;
  onClose: () => void;
}

/** Writes or changes a template; asks before something typed is thrown away. */
export function TemplateDialog({ subject, onClose }: Props) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = () => {
    setEdited(false);
    setLeaving(false);
    onClose();
  };
  const leave = () => (edited ? setLeaving(true) : close());
  return (
    <>
      <Modal
        opened={subject !== null}
        onClose={leave}
        size="xl"
        title={subject === 'new' || subject === null ? t('templates.create') : subject.name}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('actions.close') }}
      >
        {subject && <TemplateForm subject={subject} onEdited={setEdited} onDone={close} onCancel={leave} />}
      </Modal>
      <ConfirmDialog
        opened={leaving}
        onClose={() => setLeaving(false)}
        title={t('edit.leaveTitle')}
        confirm={t('edit.leave')}
        danger
        onConfirm={close}
      >
        {t('templates.leaveText')}
      </ConfirmDialog>
    </>
  );
}
