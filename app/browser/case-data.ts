import { z } from 'zod'
import { all, bytesOf, dataIn } from '#app/browser/page.ts'
import { caseKey, keepCaseKey, secretOf } from '#app/browser/keyring.ts'
import { openWith } from '#app/sealing/age.ts'
import { Vouched } from '#app/sealing/case-key.ts'
import { Colleague } from '#app/sealing/proven-keys.ts'

/** What a page says of its cases beside what is sealed. A page may have several, one for each case. */
export const CaseData = z.object({
  concernId: z.string().optional(),
  envelopes: z
    .array(
      z.object({
        keyId: z.string(),
        kind: z.string().nullish(),
        handlerKeyId: z.string(),
        sealed: z.string(),
      }),
    )
    .default([]),
  keys: z
    .array(
      z.object({
        keyId: z.string(),
        kind: z.string(),
        threadId: z.string().nullable().default(null),
        recipient: z.string(),
        generation: z.number().default(1),
        follows: z.string().nullable().default(null),
        signatures: z.array(Vouched).default([]),
      }),
    )
    .default([]),
  /** Of everybody who may have signed something here, or to whom this page may seal a key, and of whoever signed theirs. */
  colleagues: z.array(Colleague).default([]),
})
export type CaseData = z.infer<typeof CaseData>

export function casesHere(): CaseData[] {
  return all('script[data-case]').flatMap((script) => CaseData.array().parse([dataIn(script)].flat()))
}

export function caseOfKey(keyId: string): CaseData | null {
  const here = casesHere()
  return (
    here.find(({ keys }) => keys.some((key) => key.keyId === keyId)) ??
    here.find(({ envelopes }) => envelopes.some((one) => one.keyId === keyId)) ??
    null
  )
}

/** Opens every envelope on this page that an unlocked key opens. One that does not open leaves its parts shut. */
export async function openEnvelopes(): Promise<void> {
  for (const { envelopes } of casesHere())
    for (const { keyId, handlerKeyId, sealed } of envelopes) {
      const secret = secretOf(handlerKeyId)
      if (!secret || caseKey(keyId)) continue
      const identity = await openWith([secret.identity], bytesOf(sealed)).catch(() => null)
      if (identity) keepCaseKey(keyId, new TextDecoder().decode(identity).trim())
    }
}

/** What the server calls it. Codes of a person open their own thread and nothing else. */
export function isOfThread(keyId: string): boolean {
  const kinds = casesHere().flatMap(({ keys, envelopes }) =>
    [...keys, ...envelopes].filter((one) => one.keyId === keyId).map(({ kind }) => kind),
  )
  return kinds.length > 0 && kinds.every((kind) => kind === 'thread')
}
