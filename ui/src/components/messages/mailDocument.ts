/** No script, no form, nothing from elsewhere: styles stand in the mail, images in it as data. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const LOOK =
  'body{margin:1rem;color:#1a1f24;background:#fff;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'img,table{max-width:100%}';

/**
 * The HTML of a mail as a document of its own, for a sandboxed frame that allows nothing. What was sanitised when it
 * was written is shut in once more here: links would open a window, which the sandbox forbids.
 */
export function mailDocument(html: string, language: string): string {
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="referrer" content="no-referrer"><base target="_blank"><style>${LOOK}</style></head>` +
    `<body>${html}</body></html>`
  );
}
