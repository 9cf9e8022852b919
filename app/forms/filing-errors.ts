import type { Key, Values } from '#content/words.ts'

/** Keyed by the name of the field; '' is about the whole form. */
export type FieldErrors = Record<string, { key: Key; values?: Values | undefined }>
