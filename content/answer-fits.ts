import { valueOf } from '#content/answer-value.ts'
import type { AnswerType } from '#content/vocabulary.ts'

type Given = { choice: string | null; text: string; value?: unknown }

/**
 * Whether what is stored is an answer to a question of this type. After a newer version asked the same thing in another
 * way it may not be: the words stay, and the question is open again.
 */
export function fits(type: AnswerType, { choice, text, value }: Given): boolean {
  if (choice === 'not_applicable') return true
  if (type === 'yes-partly-no') return choice !== null
  if (type === 'voice-or-text') return text.trim() !== ''
  return type === 'from-the-record' || valueOf(type, value) !== null
}
