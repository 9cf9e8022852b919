import { z } from 'zod'
import { open, seal } from '#app/server/crypto/seal.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { findTotp, saveTotp, takeStep } from '#app/server/repositories/second-factors.server.ts'
import {
  issueRecoveryCodes,
  looksLikeRecoveryCode,
  useRecoveryCode,
} from '#app/server/sign-in/recovery-codes.server.ts'
import { newTotpSecret, openTotpSecret, sealTotpSecret, stepOf } from '#app/server/sign-in/totp.server.ts'

const purpose = 'totp proposal'
const proposalLasts = 60 * 60_000
const Proposal = z.strictObject({ personId: z.string(), secret: z.string(), until: z.number() })

/** A secret on its way to an authenticator app. It travels sealed in the form and is stored only once a code proves it. */
export function proposeSecret(personId: string, at: Date): { secret: string; sealed: string } {
  const secret = newTotpSecret()
  const proposal = { personId, secret, until: at.getTime() + proposalLasts }
  return { secret, sealed: seal(purpose, JSON.stringify(proposal)).toString('base64url') }
}

export function openProposal(sealed: string, personId: string, at: Date): string | null {
  try {
    const proposal = Proposal.parse(
      JSON.parse(open(purpose, Buffer.from(sealed, 'base64url')).toString('utf8')),
    )
    return proposal.personId === personId && proposal.until > at.getTime() ? proposal.secret : null
  } catch {
    return null
  }
}

/** Stores the secret if the code comes from it, and returns ten recovery codes; null for a wrong code. */
export async function confirmSecret(
  tx: Transaction,
  personId: string,
  secret: string,
  code: string,
  at: Date,
): Promise<string[] | null> {
  const step = stepOf(secret, digits(code), at)
  if (step === null) return null
  await saveTotp(tx, personId, { secretSealed: sealTotpSecret(secret), lastStep: step, confirmedAt: at })
  return issueRecoveryCodes(tx, personId)
}

export type CodeKind = 'authenticator' | 'recovery'

/** Takes a code from the authenticator, or a recovery code. Each opens once. */
export async function takeCode(
  tx: Transaction,
  personId: string,
  code: string,
  at: Date,
): Promise<CodeKind | null> {
  const totp = await findTotp(tx, personId)
  if (!totp) return null
  if (looksLikeRecoveryCode(code)) return (await useRecoveryCode(tx, personId, code, at)) ? 'recovery' : null
  const step = stepOf(openTotpSecret(totp.secretSealed), digits(code), at)
  return step !== null && (await takeStep(tx, personId, step)) ? 'authenticator' : null
}

/** Apps show codes in two groups, and people type them so. */
function digits(code: string): string {
  return code.replace(/[\s-]/g, '')
}
