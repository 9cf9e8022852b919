/** What the reader saw. If somebody saves meanwhile, the revision no longer fits and nothing is overwritten. */
export function HiddenRevision({ revision, name = 'seenRevision' }: { revision: number; name?: string }) {
  return <input type="hidden" name={name} value={Number.isSafeInteger(revision) ? revision : 0} />
}

/** After a step in between, such as showing once more who it is: what was seen when it was written, not what is there now. */
export function seenBefore(
  held: Record<string, string> | null | undefined,
  revision: number,
  name = 'seenRevision',
): number {
  return Number(held?.[name] ?? revision)
}
