import type { Hono } from 'hono'
import { pemOfList } from '#app/server/crypto/revocation-list.server.ts'
import { ensureAuthority, keptAuthorities, listAt } from '#app/server/documents/signing-keys.server.ts'
import { env } from '#app/server/env.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'

const pem = { 'Content-Type': 'application/x-pem-file', 'Cache-Control': 'public, max-age=3600' }
const der = { 'Content-Type': 'application/pkix-crl', 'Cache-Control': 'public, max-age=3600' }

/** Certificates and lists of withdrawn ones: public files, small, and the same for everybody. */
export function mountKeys(app: Hono<Bindings>): void {
  app.get('/root.pem', async (context) => {
    const { rootPem } = await ensureAuthority(env.keysFolder)
    return context.body(rootPem, 200, pem)
  })

  /** The root that signs today comes first, then everything that was ever signed with. */
  app.get('/verify/certificates.pem', async (context) => {
    const kept = await everything()
    const all = kept.flatMap(({ rootPem, issuingPem }) => [rootPem, issuingPem])
    return context.body([...new Set(all)].join('\n'), 200, pem)
  })

  app.get('/crl.pem', async (context) => {
    const lists = (await everything()).flatMap(({ issuingList, rootList }) => [issuingList, rootList])
    const all = new Set(lists.flatMap((list) => (list ? [pemOfList(list.der)] : [])))
    return context.body([...all].join(''), 200, pem)
  })

  /** A file of this kind holds one list: the one of the authority that signs today. */
  app.get('/crl.der', async (context) => {
    const [current] = await everything()
    if (!current?.issuingList) return context.text('', 404)
    return context.body(new Uint8Array(current.issuingList.der), 200, der)
  })

  app.get('/crl/:name', async (context) => {
    const list = await listAt(env.keysFolder, `/crl/${context.req.param('name')}`)
    return list ? context.body(new Uint8Array(list), 200, der) : context.text('', 404)
  })
}

async function everything() {
  await ensureAuthority(env.keysFolder)
  return keptAuthorities(env.keysFolder)
}
