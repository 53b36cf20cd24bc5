import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useImperativeHandle, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsertText } from '@/components/compose/text/BodyField';
import { textOfDocument } from '@/components/compose/text/plain';
import classes from '@/components/compose/text/FormattedText.module.css';

interface Props {
  html: string;
  label: string;
  describedBy: string;
  invalid: boolean;
  onChange: (html: string, text: string) => void;
  onFocus: () => void;
  insert: Ref<InsertText>;
}

// What the service lets through of a mail's HTML, and no more.
const EXTENSIONS = [
  StarterKit.configure({
    blockquote: false,
    code: false,
    codeBlock: false,
    heading: { levels: [2, 3] },
    horizontalRule: false,
    link: { openOnClick: false, protocols: ['mailto'], defaultProtocol: 'https' },
    strike: false,
  }),
];

/** The text with bold, headings, lists and links. Loaded only where somebody formats. */
export default function FormattedText({ html, onChange, onFocus, insert, ...props }: Props) {
  const { label, describedBy, invalid } = props;
  const { t } = useTranslation();
  const editor = useEditor(
    {
      extensions: EXTENSIONS,
      content: html,
      injectCSS: false,
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          'aria-required': 'true',
          'aria-describedby': describedBy,
          ...(invalid && { 'aria-invalid': 'true' }),
        },
      },
      onFocus: () => onFocus(),
      onUpdate: ({ editor: changed }) => onChange(changed.getHTML(), textOfDocument(changed.getJSON())),
    },
    [label, describedBy, invalid],
  );

  // A template replaces the text from outside.
  useEffect(() => {
    // An editor that was made for a render that took too long is replaced at once.
    if (!editor.isDestroyed && html !== editor.getHTML())
      editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  useImperativeHandle(insert, () => (text) => {
    editor.chain().focus().insertContent({ type: 'text', text }).run();
  });

  return (
    <RichTextEditor
      editor={editor}
      className={classes.editor}
      data-invalid={invalid || undefined}
      labels={{
        boldControlLabel: t('compose.format.bold'),
        italicControlLabel: t('compose.format.italic'),
        underlineControlLabel: t('compose.format.underline'),
        h2ControlLabel: t('compose.format.heading'),
        h3ControlLabel: t('compose.format.subheading'),
        bulletListControlLabel: t('compose.format.bullets'),
        orderedListControlLabel: t('compose.format.numbers'),
        linkControlLabel: t('compose.format.link'),
        unlinkControlLabel: t('compose.format.unlink'),
        linkEditorInputLabel: t('compose.format.address'),
        linkEditorInputPlaceholder: t('compose.format.addressExample'),
        linkEditorExternalLink: t('compose.format.newTab'),
        linkEditorInternalLink: t('compose.format.sameTab'),
        linkEditorSave: t('actions.save'),
        undoControlLabel: t('compose.format.undo'),
        redoControlLabel: t('compose.format.redo'),
      }}
    >
      <RichTextEditor.Toolbar role="group" aria-label={t('compose.format.title')}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.H2 />
          <RichTextEditor.H3 />
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Link />
          <RichTextEditor.Unlink />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Undo />
          <RichTextEditor.Redo />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
    </RichTextEditor>
  );
}
