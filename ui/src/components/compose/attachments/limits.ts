// As the service takes them.
const LARGEST_ATTACHMENT = 10 * 1024 * 1024;
const LARGEST_TOGETHER = 20 * 1024 * 1024;
const MOST_ATTACHMENTS = 10;

/** Why a file cannot be attached to those that are; `null` when it can. */
export function refusalOf(
  file: { size: number },
  attached: readonly { size: number }[],
): 'empty' | 'tooLarge' | 'tooMany' | 'tooLargeTogether' | null {
  if (file.size === 0) return 'empty';
  if (file.size > LARGEST_ATTACHMENT) return 'tooLarge';
  if (attached.length >= MOST_ATTACHMENTS) return 'tooMany';
  const together = attached.reduce((sum, { size }) => sum + size, file.size);
  return together > LARGEST_TOGETHER ? 'tooLargeTogether' : null;
}
