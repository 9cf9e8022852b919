/** What the reader saw. If somebody saves meanwhile, the revision no longer fits and nothing is overwritten. */
export function HiddenRevision({ revision, name = 'seenRevision' }: { revision: number; name?: string }) {
  return <input type="hidden" name={name} value={Number.isSafeInteger(revision) ? revision : 0} />
}
