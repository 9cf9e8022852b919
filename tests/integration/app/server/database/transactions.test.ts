import { beforeEach, describe, expect, test } from 'vitest'
import { asSystem, readAsSystem, withScope } from '#app/server/database.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()

beforeEach(() => database.query(`delete from setting`))

const names = async () =>
  (await database.query<{ name: string }>('select name from setting order by name')).map(({ name }) => name)

describe('a transaction', () => {
  test('keeps everything or nothing', async () => {
    await asSystem('test', (tx) => tx.setting.create({ data: { name: 'kept', value: 1 } }))
    await asSystem('test', async (tx) => {
      await tx.setting.create({ data: { name: 'lost', value: 1 } })
      throw new Error('broken off')
    }).catch(() => {})
    expect(await names()).toEqual(['kept'])
  })

  test('that fails only when it is committed says so', async () => {
    await database.query(
      `create table late (id int primary key, other int references late (id) deferrable initially deferred); alter table late enable row level security`,
    )
    await expect(asSystem('test', (tx) => tx.$executeRaw`insert into late values (1, 99)`)).rejects.toThrow(
      /foreign ?key/i,
    )
    expect(await database.query('select * from late')).toEqual([])
    await database.query('drop table late')
  })

  test('in which an error was swallowed is not reported as saved', async () => {
    const swallowing = asSystem('test', async (tx) => {
      await tx.setting.create({ data: { name: 'lost', value: 1 } })
      await tx.$queryRaw`select 1 / 0`.catch(() => {})
    })
    await expect(swallowing).rejects.toThrow('Nothing was saved')
    expect(await names()).toEqual([])
  })

  test('reads several things at once without a warning, and survives one of them failing', async () => {
    const both = withScope(null, (tx) =>
      Promise.allSettled([tx.organisation.count(), tx.$queryRaw`select 1 / 0`, tx.call.count()]),
    )
    await both.catch(() => {})
    expect(await withScope(null, (tx) => tx.organisation.count())).toBe(0)
  })

  test('asks the same thing again after it failed, and after the table changed', async () => {
    const count = () =>
      asSystem('test', (tx) => tx.$queryRaw<{ count: number }[]>`select count(*)::int as count from later`)
    await expect(count()).rejects.toThrow('does not exist')
    await database.query('create table later (id int)')
    for (let each = 0; each < 8; each++) expect(await count()).toEqual([{ count: 0 }])
    await database.query('alter table later add column more text')
    await database.query('insert into later values (1)')
    expect(await count()).toEqual([{ count: 1 }])
    await database.query('drop table later')
  })

  test('answers more different questions than it keeps plans for', async () => {
    for (let length = 1; length <= 450; length += 1) {
      const names = Array.from({ length }, (_, index) => `n${index}`)
      if (length % 9 === 0)
        await asSystem('test', (tx) => tx.setting.count({ where: { name: { in: names } } }))
      await asSystem('test', (tx) => tx.$queryRawUnsafe(`select ${length} as one`))
    }
  })

  test('waits its turn for a locked row: fifty at once all count', async () => {
    await database.query(`insert into setting (name, value) values ('count', '0')`)
    const add = () =>
      asSystem('test', async (tx) => {
        const [row] = await tx.$queryRaw<
          { value: number }[]
        >`select value from setting where name = 'count' for update`
        await tx.setting.update({
          where: { name: 'count' },
          data: { value: row!.value + 1 },
          select: { name: true },
        })
      })
    await Promise.all(Array.from({ length: 50 }, add))
    expect(await database.query('select value from setting')).toEqual([{ value: 50 }])
  })
})

describe('a read without a transaction', () => {
  test('offers one question and no way to the client behind it', async () => {
    const offered = await readAsSystem((reader) => Promise.resolve(Reflect.ownKeys(reader)))
    expect(offered).toEqual(['$queryRaw'])
    const one = 1
    expect(await readAsSystem((reader) => reader.$queryRaw`select ${one}::int as one`)).toEqual([{ one }])
  })

  test('is the owner’s, also right after a request gave up its role on the same connection', async () => {
    const who = () => readAsSystem((reader) => reader.$queryRaw`select current_user = session_user as owner`)
    for (let each = 0; each < 12; each += 1) {
      await withScope(null, (tx) => tx.organisation.count())
      expect(await who()).toEqual([{ owner: true }])
    }
  })

  test('waits while a transaction has the only connection', async () => {
    const slow = asSystem('test', async (tx) => {
      await tx.setting.create({ data: { name: 'first', value: 1 } })
      await new Promise((later) => setTimeout(later, 100))
    })
    const read = () => readAsSystem((reader) => reader.$queryRaw`select 1 as one`)
    expect(await Promise.all([read(), read(), read()])).toEqual([[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]])
    await slow
    expect(await names()).toEqual(['first'])
  })
})
