import { expect, test } from 'vitest';
import { mailDocument } from '@/components/messages/mailDocument';

test('the policy stands before anything of the mail, and allows neither scripts nor anything from elsewhere', () => {
  const written = mailDocument('<p>Hallo</p>', 'de');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(written);
  expect(policy?.[1]).toContain("default-src 'none'");
  expect(policy?.[1]).not.toMatch(/script-src|https?:|\*/);
  expect(policy?.index).toBeLessThan(written.indexOf('<p>Hallo</p>'));
});
