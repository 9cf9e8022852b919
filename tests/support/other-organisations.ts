import { now } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { createInvitation } from '#app/server/repositories/invitations.server.ts'
import { createOrganisation } from '#app/server/repositories/people.server.ts'
import { hashCode, newCode } from '#app/server/sign-in/codes.server.ts'
import { aDoor } from '#tests/support/doors.ts'
import { aPlanWhoseMoneyIsLate } from '#tests/support/late-money.ts'
import type { Organisation } from '#tests/support/line.ts'
import type { OrganisationKind, Role } from '#app/policies/actor.ts'

/** Run by itself before the server starts: two more organisations, with invitation codes for their first people, and what they did before. */
const wanted: {
  name: string
  kind: OrganisationKind
  people: { key: string; name: string; role: Role }[]
}[] = [
  {
    name: 'Tsavanya Listening Circle',
    kind: 'community',
    people: [{ key: 'investigator', name: 'Adwoa Fictional', role: 'principal_investigator' }],
  },
  {
    name: 'Harbour Peer Review Board',
    kind: 'ngo',
    people: [
      { key: 'peerReviewer', name: 'Ines Fictional', role: 'reviewer' },
      { key: 'peerApprover', name: 'Tomas Fictional', role: 'approver' },
    ],
  },
]

const at = now()
const expiresAt = new Date(at.getTime() + 24 * 60 * 60_000)
const codes: Record<string, string> = {}
const made: Organisation[] = []

await openDatabase()
await asSystem('organisations for the browser journeys', async (tx) => {
  for (const { name, kind, people } of wanted) {
    const organisationId = await createOrganisation(tx, { name, kind, country: 'GH', createdAt: at })
    made.push({ id: organisationId, name, kind })
    for (const { key, name, role } of people) {
      const code = newCode(4, 4)
      codes[key] = code
      await createInvitation(tx, {
        id: randomId(),
        codeHash: hashCode('invitation', code),
        organisationId,
        role,
        name,
        email: null,
        userName: key.toLowerCase(),
        invitedById: randomId(),
        createdAt: at,
        expiresAt,
      })
    }
  }
})
const [partner, peer] = made
const late = await aPlanWhoseMoneyIsLate(peer!, partner!)
const door = await aDoor({ slug: 'lake' })
await closeDatabase()
console.log(JSON.stringify({ codes, late, door }))
