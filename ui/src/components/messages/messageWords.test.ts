import i18next, { type TFunction } from 'i18next';
import { expect, test } from 'vitest';
import {
  adviceOf,
  BOUNCE_REASONS,
  CHANNELS,
  dateOf,
  isCancellable,
  KINDS,
  reasonOf,
  remedyOf,
  STATUSES,
  statusOf,
  SUPPRESSED_REASONS,
} from '@/components/messages/messageWords';
import de from '@/i18n/de.json';
import en from '@/i18n/en.json';

/** Texts that fail where there is none, instead of showing the key. */
function texts(lng: 'de' | 'en'): TFunction {
  const made = i18next.createInstance({
    lng,
    resources: { de: { translation: de }, en: { translation: en } },
    fallbackLng: false,
    initAsync: false,
    saveMissing: true,
    missingKeyHandler: (_, __, key) => {
      throw new Error(`no ${lng} words for ${key}`);
    },
  });
  void made.init();
  return made.t;
}

const nothing = { status: 'queued', bounce: null, suppressed_reason: null, failure: null } as const;
const bounced = (reason: (typeof BOUNCE_REASONS)[number]) =>
  ({ ...nothing, status: 'bounced', bounce: { class: 'hard', reason, status: null } }) as const;
const suppressed = (suppressed_reason: (typeof SUPPRESSED_REASONS)[number]) =>
  ({ ...nothing, status: 'suppressed', suppressed_reason }) as const;

for (const language of ['de', 'en'] as const) {
  const t = texts(language);

  test(`M3: every status, kind and channel has words (${language})`, () => {
    for (const status of STATUSES) expect(t(`messageStatus.${status}`)).not.toBe('');
    for (const kind of KINDS) expect(t(`history.kindOf.${kind}`)).not.toBe('');
    for (const channel of CHANNELS) expect(t(`channel.${channel}`)).not.toBe('');
  });

  test(`M1: what lies in the portal is not called sent, and says when it was read (${language})`, () => {
    const said = (channel: 'email' | 'portal', status: 'accepted' | 'delivered', read_at?: string) =>
      statusOf({ channel, status, read_at }, t, (moment) => moment);
    expect(said('email', 'accepted')).toBe(t('messageStatus.accepted'));
    expect(said('portal', 'accepted')).toBe(t('portalStatus.unread'));
    expect(said('portal', 'delivered')).toBe(t('portalStatus.read'));
    expect(said('portal', 'delivered', 'noon')).toContain('noon');
  });

  test.each(BOUNCE_REASONS)(
    `M3: a bounce as %s has a reason and what to do about it (${language})`,
    (reason) => {
      expect(reasonOf(bounced(reason), t)).not.toBe('');
      expect(adviceOf(bounced(reason), t)).not.toBe('');
    },
  );

  test.each(SUPPRESSED_REASONS)(
    `M3: what is not sent as %s has a reason and what to do about it (${language})`,
    (reason) => {
      expect(reasonOf(suppressed(reason), t)).not.toBe('');
      expect(adviceOf(suppressed(reason), t)).not.toBe('');
    },
  );

  test.each(['address_invalid', 'address_not_ascii', 'not_sent', 'something_new', null])(
    `M3: a failure by %s has a reason and what to do about it (${language})`,
    (failure) => {
      expect(reasonOf({ ...nothing, status: 'failed', failure }, t)).not.toBe('');
      expect(adviceOf({ ...nothing, status: 'failed', failure }, t)).not.toBe('');
    },
  );
}

test('M3: a wrong address leads to its correction, a suppressed one to the suppression, spam nowhere', () => {
  expect(remedyOf(bounced('address_unknown'))).toBe('correct');
  expect(remedyOf(suppressed('suppressed'))).toBe('toSuppressions');
  expect(remedyOf(bounced('spam'))).toBeNull();
});

test('M4: sending may be stopped until the mail server has the message', () => {
  expect(isCancellable({ status: 'queued', sent_at: null })).toBe(true);
  expect(isCancellable({ status: 'deferred', sent_at: null })).toBe(true);
  expect(isCancellable({ status: 'deferred', sent_at: '2026-01-01T00:00:00Z' })).toBe(false);
  expect(isCancellable({ status: 'sending', sent_at: null })).toBe(false);
});

test('M3: the date is that of sending, else the planned one, else that it waits or when it was written', () => {
  const t = texts('de');
  const at = (moment: string) => moment.slice(0, 10);
  const none = { sent_at: null, scheduled_for: null, created_at: '2026-01-09T10:00:00Z' };
  expect(dateOf({ ...none, status: 'accepted', sent_at: '2026-02-01T10:00:00Z' }, t, at)).toBe('2026-02-01');
  expect(dateOf({ ...none, status: 'queued', scheduled_for: '2026-03-01T10:00:00Z' }, t, at)).toBe(
    'geplant für 2026-03-01',
  );
  expect(dateOf({ ...none, status: 'queued' }, t, at)).toBe('wartet');
  expect(dateOf({ ...none, status: 'sending' }, t, at)).toBe('wartet');
  for (const status of ['uncertain', 'suppressed', 'cancelled', 'failed'] as const) {
    expect(dateOf({ ...none, status }, t, at)).toBe('geschrieben am 2026-01-09');
  }
});
