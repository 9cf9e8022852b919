import { framework } from '#content/index.ts'

/** What the newest calls of the demonstration ask. */
export const wholeBank = framework('amana-ukcdr', 1)
