import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '@/components/compose/look/MailView.module.css';
import { mailDocument } from '@/components/messages/mailDocument';

interface Props {
  /** What the frame is called. */
  title: string;
  body: string;
  html: string | null | undefined;
}

/** What a mail says: a formatted one in a frame without rights, a plain one as its text. */
export function MailView({ title, body, html }: Props) {
  const { i18n } = useTranslation();
  if (!html) return <Text className={classes.plain}>{body}</Text>;
  return (
    <iframe
      title={title}
      className={classes.frame}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={mailDocument(html, i18n.language)}
    />
  );
}
