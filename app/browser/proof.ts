import type { z } from 'zod'
import { caseOfKey } from '#app/browser/case-data.ts'
import { secretOf } from '#app/browser/keyring.ts'
import { bytesOf } from '#app/browser/page.ts'
import { namedHere, type Trusted } from '#app/browser/proven.ts'
import { signedText, verifyKeyOf, verifyText } from '#app/sealing/handler-key.ts'
import type { Signed } from '#app/sealing/parts.ts'

/** Nobody signed it; or with a key that this browser cannot check; or the signature is of something else. */
type Why = 'unsigned' | 'unchecked' | 'changed'
export type Proof = { proven: true; role: string } | { proven: false; role: null; why: Why }

/** Whether a handler wrote exactly this, in exactly this case and thread: by a key that this browser believes, not by a list. */
export function proofOf(
  keyId: string,
  part: { signed?: z.infer<typeof Signed> | undefined },
  trusted: Trusted,
): Proof {
  const not = (why: Why): Proof => ({ proven: false, role: null, why })
  const found = caseOfKey(keyId)
  const { signed } = part
  if (!found?.concernId || !signed) return not('unsigned')
  const known = trusted.keys.find((one) => one.keyId === signed.keyId)
  const own = secretOf(signed.keyId)
  const verifyKey = own ? verifyKeyOf(own) : known?.verifyKey
  if (!verifyKey) return not('unchecked')
  const threadId = found.keys.find((key) => key.keyId === keyId)?.threadId ?? null
  const text = signedText(found.concernId, threadId, part)
  if (!verifyText(verifyKey, text, bytesOf(signed.signature))) return not('changed')
  return { proven: true, role: known?.stated.name ?? namedHere((id) => id === signed.keyId)[0]?.name ?? '' }
}
