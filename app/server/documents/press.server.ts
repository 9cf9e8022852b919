import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import { ensureAuthority } from '#app/server/documents/signing-keys.server.ts'
import { env } from '#app/server/env.server.ts'

/** The installation's press, with the installation's keys. A key that is restored is found at the next signature. */
const press: Press = openPress({ authority: () => ensureAuthority(env.keysFolder) })

export const draw: Press['draw'] = (model) => press.draw(model)
export const sign: Press['sign'] = (request) => press.sign(request)
export const verifyOwn: Press['verifyOwn'] = (bytes, expected) => press.verifyOwn(bytes, expected)
export const closePress: Press['close'] = () => press.close()
