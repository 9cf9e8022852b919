import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openChunks, sealChunks } from '#app/server/crypto/sealed-chunks.server.ts'
import { env } from '#app/server/env.server.ts'

const purpose = 'evidence file'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const readLength = 256 * 1024

/** Nothing in clear ever lies on the disk: a draft is sealed as well. */
export interface Draft {
  write(this: void, bytes: Uint8Array): Promise<void>
  /** Whole on the disk, and still a draft. */
  finish(this: void): Promise<void>
  /** From here on a power cut does not take it. The row that names it is written afterwards. */
  keep(this: void): Promise<void>
  discard(this: void): Promise<void>
}

export async function startDraft(id: string): Promise<Draft> {
  const draft = pathOf(id, 'part')
  await mkdir(dirname(draft), { recursive: true, mode: 0o700 })
  let file: FileHandle | null = await open(draft, 'wx', 0o600)
  const { head, push, end } = sealChunks(purpose, id)
  const close = async () => {
    await file?.close()
    file = null
  }
  const write = async (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.byteLength;) {
      const { bytesWritten } = await file!.write(bytes, at)
      at += bytesWritten
    }
  }
  const discard = async () => {
    await close().catch(() => undefined)
    await rm(draft, { force: true })
  }
  try {
    await write(head)
  } catch (error) {
    await discard()
    throw error
  }
  return {
    write: (bytes) => write(push(bytes)),
    async finish() {
      await write(end())
      await file!.sync()
      await close()
    },
    async keep() {
      await rename(draft, pathOf(id, 'sealed'))
      await syncFolder(dirname(draft))
    },
    discard,
  }
}

/** What a finished draft or a kept file holds, as it is read. */
export function readDraft(id: string): AsyncGenerator<Buffer> {
  return openChunks(purpose, id, bytesOf(pathOf(id, 'part')))
}

export function readKept(id: string): AsyncGenerator<Buffer> {
  return openChunks(purpose, id, bytesOf(pathOf(id, 'sealed')))
}

export async function isKept(id: string): Promise<boolean> {
  return stat(pathOf(id, 'sealed')).then(
    () => true,
    () => false,
  )
}

export async function removeKept(id: string): Promise<void> {
  await rm(pathOf(id, 'sealed'), { force: true })
}

const day = 24 * 60 * 60 * 1000

/**
 * Clears away what no row names: drafts after a day; kept files are set aside after a day and removed a week later, so that
 * a start on the wrong database, or on an older backup, does not cost anybody their documents.
 */
export async function sweepFiles(
  namesOf: (ids: string[]) => Promise<ReadonlySet<string>>,
  at: Date,
): Promise<{ removed: number; setAside: number; broughtBack: number }> {
  const done = { removed: 0, setAside: 0, broughtBack: 0 }
  for (const folder of await foldersIn(env.filesFolder)) {
    const files = await filesIn(folder, at)
    const named = await namesOf(files.filter(({ ending }) => ending !== 'part').map(({ id }) => id))
    for (const { id, ending, age, path } of files) {
      if (ending === 'orphan' && named.has(id)) {
        await rename(path, pathOf(id, 'sealed'))
        done.broughtBack += 1
      } else if ((ending === 'part' && age > day) || (ending === 'orphan' && age > 8 * day)) {
        await rm(path, { force: true })
        done.removed += 1
      } else if (ending === 'sealed' && age > day && !named.has(id)) {
        await rename(path, pathOf(id, 'orphan'))
        done.setAside += 1
      }
    }
  }
  return done
}

type Ending = 'part' | 'sealed' | 'orphan'

function pathOf(id: string, ending: Ending): string {
  if (!uuid.test(id)) throw new Error('a file is called by its id')
  return join(env.filesFolder, id.slice(0, 2), `${id}.${ending}`)
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readLength), 0, readLength, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** A new name in a folder is safe only once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function foldersIn(path: string): Promise<string[]> {
  const found = await readdir(path, { withFileTypes: true }).catch(() => [])
  return found
    .filter((each) => each.isDirectory() && /^[0-9a-f]{2}$/.test(each.name))
    .map((each) => join(path, each.name))
}

async function filesIn(folder: string, at: Date) {
  const found: { id: string; ending: Ending; age: number; path: string }[] = []
  for (const name of await readdir(folder)) {
    const [id = '', ending = '', more] = name.split('.')
    if (!uuid.test(id) || more !== undefined || !isEnding(ending)) continue
    const path = join(folder, name)
    const known = await stat(path).catch(() => null)
    if (known) found.push({ id, ending, age: at.getTime() - known.mtimeMs, path })
  }
  return found
}

function isEnding(text: string): text is Ending {
  return text === 'part' || text === 'sealed' || text === 'orphan'
}
