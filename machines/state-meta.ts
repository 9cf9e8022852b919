/** What a state tells the pages about itself. */
export interface StateMeta {
  /** Stem of its translation keys: one sentence for each viewpoint follows. */
  label: string
  /** Its place on the main line, or beside it. */
  order: number
  /** Off the main line: drawn only while it is the current one. */
  branch?: true
  /** Of two main lines the one it belongs to; without it, to both. Drawn together, the light one stands beside. */
  route?: 'full' | 'light'
}
