import { framework } from '#content/index.ts'

/** What the older calls of the demonstration asked, before the whole framework was published. */
export const firstSelection = framework('amana-ukcdr', 0)
