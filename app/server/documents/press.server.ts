import { isWallClock, now } from '#app/server/clock.server.ts'
import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import { ensureAuthority, trustOf } from '#app/server/documents/signing-keys.server.ts'
import { openTimeStamping } from '#app/server/documents/time-stamping.server.ts'
import { env } from '#app/server/env.server.ts'

const timeStamping = env.timeStamps && openTimeStamping({ ...env.timeStamps, now })

/** The installation's press, with the installation's keys. A key that is restored is found at the next signature. */
const press: Press = openPress({
  authority: () => ensureAuthority(env.keysFolder),
  trust: () => trustOf(env.keysFolder),
  // Nobody stamps the past that a demonstration is laid in.
  timeStamping: () => (isWallClock() ? timeStamping : null),
})

export const draw: Press['draw'] = (model) => press.draw(model)
export const sign: Press['sign'] = (request) => press.sign(request)
export const verifyOwn: Press['verifyOwn'] = (bytes, expected) => press.verifyOwn(bytes, expected)
export const closePress: Press['close'] = () => press.close()
