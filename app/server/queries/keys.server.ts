import type { Actor } from '#app/policies/actor.ts'
import { mayKeepKeys, maySeeKeys } from '#app/policies/keys.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { factsOf } from '#app/server/crypto/authority.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { rootKeyState, type RootKeyState } from '#app/server/documents/root-key.server.ts'
import {
  ensureAuthority,
  keptAuthorities,
  type KeptAuthority,
} from '#app/server/documents/signing-keys.server.ts'
import { env } from '#app/server/env.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { findRunningOrganisation } from '#app/server/repositories/people.server.ts'
import { newCode } from '#app/server/sign-in/codes.server.ts'

/** How the keys of this installation stand: nothing secret, except the password for a file that nobody has yet. */
export async function keysPage(actor: Actor, now: Date) {
  if (!maySeeKeys(actor)) throw notPermitted()
  const running = await asSystem('who runs this installation', findRunningOrganisation)
  await ensureAuthority(env.keysFolder)
  const [current, ...former] = await keptAuthorities(env.keysFolder)
  const may = { keep: mayKeepKeys(actor, running) }
  const rootKey: RootKeyState = await rootKeyState(env.keysFolder, current!.rootPem)
  return {
    root: factsOf(current!.rootPem),
    rootListNumber: current!.rootList?.number ?? null,
    current: shown(current!),
    former: former.map(shown),
    rootKey,
    /** Made anew at each view, so it is shown only to somebody who is not sent away once more when they press the button. */
    password: may.keep && rootKey.state === 'offered' && hasSteppedUp(actor, now) ? newCode(5, 5) : null,
    timeStamps: env.timeStamps && {
      hosts: env.timeStamps.urls.map((url) => new URL(url).host),
      pinned: env.timeStamps.pinned?.length ?? 0,
    },
    may,
  }
}

function shown({ issuingPem, rootPem, issuingList, rootList }: KeptAuthority) {
  const { name, fingerprint, validFrom, validTo, serialNumber } = factsOf(issuingPem)
  const withdrawn = rootList?.withdrawn.find((one) => one.serialNumber === serialNumber)
  return {
    name,
    fingerprint,
    validFrom,
    validTo,
    rootName: factsOf(rootPem).name,
    listNumber: issuingList?.number ?? null,
    listUntil: issuingList?.nextUpdate ?? null,
    withdrawnAt: withdrawn?.at ?? null,
  }
}
