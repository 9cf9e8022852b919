import { argon2id } from 'hash-wasm'
import { z } from 'zod'
import { leavesDetails, lockFile, type LockedFile } from '#app/browser/lock-files.ts'
import { LockBody, namesOut } from '#app/browser/lock-readers.ts'
import { bytesOf } from '#app/browser/page.ts'
import { newCaseKeys, packConcern, type Readers } from '#app/sealing/parcel.ts'
import { reporterKeysFrom, stretching } from '#app/sealing/reporter-keys.ts'

export const Facts = z.object({
  slug: z.string(),
  doorId: z.string(),
  salt: z.string(),
  locale: z.string(),
  bodies: z.array(LockBody),
})
export type Facts = z.infer<typeof Facts>

export type Given = ReturnType<typeof given>

/** What stands in the form, as it would be said. */
export function given(form: HTMLFormElement) {
  const fields = new FormData(form)
  const text = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    words: text('words').replace(/\r\n?/g, '\n').trim(),
    files: [...fields.values()].filter((value) => value instanceof File && value.size > 0) as File[],
    answer: (name: string) => {
      const value = text(name)
      return value === 'yes' || value === 'no' || value === 'not_sure' ? value : 'not_said'
    },
    topic: text('topic'),
    asProof: text('proof') === 'keep',
    wroteBefore: text('wroteBefore') !== '',
    out: { keyIds: fields.getAll('out').map(String), organisationIds: fields.getAll('outBody').map(String) },
  }
}

export type Packed = Awaited<ReturnType<typeof pack>>

/** Stretches the code and seals everything: what comes out says nothing to whoever carries it. */
export async function pack(code: string, said: Given, readers: Readers, facts: Facts) {
  const stretched = await argon2id({
    password: code,
    salt: bytesOf(facts.salt),
    parallelism: stretching.lanes,
    iterations: stretching.passes,
    memorySize: stretching.memoryKiB,
    hashLength: stretching.length,
    outputType: 'binary',
  })
  const keys = await newCaseKeys()
  const files: LockedFile[] = []
  for (const file of said.files) files.push(...(await lockFile(file, keys.file.recipient, said.asProof)))
  const removed = namesOut(facts.bodies, said.out)
  const light = said.topic === 'complaint'
  const parcel = await packConcern({
    doorId: facts.doorId,
    code: await reporterKeysFrom(stretched),
    keys,
    readers,
    firstReturn: false,
    parts: [
      {
        kind: 'file',
        part: {
          kind: 'account',
          words: said.words,
          fileIds: files.map(({ part }) => part.fileId),
          danger: said.answer('danger'),
          child: said.answer('child'),
          light,
          channel: 'locked_on_device',
          locale: facts.locale,
          pictureIsProof: said.asProof,
          wroteBefore: said.wroteBefore,
        },
      },
      ...files.map(({ part }) => ({ kind: 'file' as const, part })),
      ...(removed.length > 0
        ? [{ kind: 'file' as const, part: { kind: 'removed' as const, readers: removed } }]
        : []),
    ],
    files: files.map(({ part, sealed }) => ({ id: part.fileId, size: sealed.length })),
  })
  const detailsLeft = leavesDetails(files, said.asProof)
  return { parcel, files, light, detailsLeft, sent: new Map<string, string>() }
}
