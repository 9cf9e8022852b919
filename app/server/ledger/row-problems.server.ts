export type RowProblem = {
  at: 'row'
  /** In words, with its id. */
  row: string
  /** The newest entry that says otherwise; null when none speaks of it. */
  position: number | null
  wrong:
    | 'state'
    | 'decision'
    | 'outcome'
    | 'decider'
    | 'terms'
    | 'due'
    | 'note'
    | 'content'
    | 'contentHash'
    | 'bytes'
    | 'signer'
    | 'noEntry'
    | 'gone'
}

/** One line, for the person who runs the check. */
export function describeRow({ row, wrong, position }: RowProblem): string {
  const where = position === null ? '' : ` (entry ${position})`
  return `${row}: ${rowSentences[wrong]}${where}`
}

const rowSentences: Record<RowProblem['wrong'], string> = {
  state: 'its state or revision is not the one that its newest entry recorded',
  decision: 'its reasons, its letter or its reviewer are not what was decided',
  outcome: 'its outcome is not the one that was decided',
  decider: 'who decided, or when, is not what was recorded',
  terms: 'what it asks is not what was decided',
  due: 'the day on which it is due is not the one that was recorded',
  note: 'what was said, or by whom, is not what was recorded',
  content: 'the answers in it do not give its hash',
  contentHash: 'its hash is not the one that was recorded when it was sent',
  bytes: 'its bytes do not give its hash',
  signer: 'who signed it, or in which capacity, is not what was recorded',
  noEntry: 'no entry of the ledger speaks of it',
  gone: 'an entry speaks of it and it is not there',
}
