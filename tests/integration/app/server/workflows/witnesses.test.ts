import { expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { witnessesPage } from '#app/server/queries/witnesses.server.ts'
import { addWitness, endWitness } from '#app/server/workflows/witnesses.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { anOrganisation, aPerson } from '#tests/support/line.ts'

const database = withTestDatabase()
const outsider = { name: 'A bishop', email: 'bishop@example.org' }

test('nobody but an administrator changes who witnesses the ledger, and an investigator does not see them', async () => {
  const funder = await anOrganisation('Northlight', 'funder')
  for (const role of ['reviewer', 'approver', 'programme_officer', 'principal_investigator'] as const) {
    const person = await aPerson('Somebody', role, funder)
    await expect(addWitness(person, outsider, now())).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(witnessesPage(person)).rejects.toMatchObject({ code: 'notPermitted' })
  }
  const lead = await aPerson('Lead', 'safeguarding_lead', funder)
  await expect(addWitness(lead, outsider, now())).rejects.toMatchObject({ code: 'notPermitted' })
  expect(await witnessesPage(lead)).toMatchObject({ may: { change: false } })
})

test('a witness is added, ended and added again, each time with an entry, and never ended twice', async () => {
  const administrator = await aPerson('Tomas', 'administrator', await anOrganisation('Northlight', 'funder'))
  await addWitness(administrator, outsider, now())
  const [witness] = (await witnessesPage(administrator)).witnesses
  await endWitness(administrator, witness!.id, now())
  await expect(endWitness(administrator, witness!.id, now())).rejects.toMatchObject({ code: 'notFound' })
  await addWitness(administrator, outsider, now())

  expect((await witnessesPage(administrator)).witnesses).toMatchObject([
    { email: outsider.email, endedAt: null },
  ])
  const entries = await database.query<{ action: string }>(
    'select action from ledger_entry order by position',
  )
  expect(entries.map(({ action }) => action)).toEqual(['witness.add', 'witness.end', 'witness.add'])
})
