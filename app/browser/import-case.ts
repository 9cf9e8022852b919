import { z } from 'zod'
import { send } from '#app/browser/area.ts'
import { onForget, secretOf } from '#app/browser/keyring.ts'
import { lockFile, type LockedFile } from '#app/browser/lock-files.ts'
import { chooseReaders, LockBody, namesOut, type Out } from '#app/browser/lock-readers.ts'
import { all, dataIn, setAt, show, textOf } from '#app/browser/page.ts'
import { NotProven, reading, requireProven } from '#app/browser/proven.ts'
import { signedText, signText, type HandlerSecret } from '#app/sealing/handler-key.ts'
import { importText, newImportKeys, packImport } from '#app/sealing/import-parcel.ts'
import type { Reader, Readers } from '#app/sealing/parcel.ts'
import { Part } from '#app/sealing/parts.ts'

const Facts = z.object({
  doorId: z.string(),
  importId: z.string(),
  concernId: z.string(),
  keyIds: z.array(z.string()),
  locale: z.string(),
  earliest: z.string(),
  latest: z.string(),
  bodies: z.array(LockBody),
})
type Facts = z.infer<typeof Facts>

const longest = 100_000

/** What was sealed of exactly these words and files: pressed again after a cut line, the same is sent again. */
let packed: { typed: string; parcel: string; keyId: string } | null = null
onForget(() => {
  packed = null
})

/** Seals a case that began elsewhere to those who will read it, and sends it; its words and answers have no name to be sent by. */
export async function importCase(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const facts = Facts.parse(dataIn(form.querySelector('script[data-import]')!))
  show('[data-import-problem]', false, form)
  const keyId = facts.keyIds.find((id) => secretOf(id))
  const secret = keyId ? secretOf(keyId) : null
  if (!keyId || !secret) return problem(form, 'locked')
  const said = givenIn(form)
  const files = all<HTMLInputElement>('input[data-import-files]', form).flatMap((field) => [
    ...(field.files ?? []),
  ])
  const wrong = problemIn(form, facts, said, files)
  if (wrong) return problem(form, wrong)
  const chosen = chooseReaders(facts.bodies, said.out)
  if (!chosen?.handlers.some((reader) => reader.keyId === keyId)) return problem(form, 'self')
  const readers = await provenAmong(chosen)
  const typed = JSON.stringify([
    facts.importId,
    said,
    files.map((file) => [file.name, file.size, file.lastModified]),
  ])
  show('[data-import-busy]', true, form)
  try {
    if (packed?.typed !== typed || packed.keyId !== keyId)
      packed = { typed, keyId, parcel: await pack(facts, said, files, readers, { keyId, secret }) }
  } catch (error) {
    if (error instanceof NotTaken) return problem(form, 'files')
    throw error
  } finally {
    show('[data-import-busy]', false, form)
  }
  const fields = new FormData(form, submitter)
  for (const field of all<HTMLInputElement>('[data-field][name]', form)) fields.delete(field.name)
  const clear = (name: string) => z.string().catch('').parse(fields.get(name))
  const steps = stepsIn(form, clear('assessedTo'))
  const beside = { importId: facts.importId, kind: clear('kind'), toldOn: dayIn(form, 'toldOn'), said: steps }
  fields.set('keyId', keyId)
  fields.set('parcel', packed.parcel)
  fields.set('signature', textOf(signText(secret, importText(beside, packed.parcel))))
  await send(form, fields)
}

function problem(form: HTMLFormElement, name: string): void {
  show(`[data-import-problem="${name}"]`, true, form)
  form.querySelector<HTMLElement>(`[data-import-problem="${name}"]`)?.focus()
}

/** The fields that are never sent, by their names; which readers are out stands apart. */
function givenIn(form: HTMLFormElement) {
  const values: Record<string, string> = {}
  const out: { keyIds: string[]; organisationIds: string[] } = { keyIds: [], organisationIds: [] }
  for (const field of all<HTMLInputElement>('[data-field]', form)) {
    const [name = '', id = ''] = field.dataset['field']!.split('.')
    if (name === 'out' && field.checked) out.keyIds.push(id)
    else if (name === 'outBody' && field.checked) out.organisationIds.push(id)
    else if (field.type === 'radio' ? field.checked : !name.startsWith('out'))
      values[name] = field.value.replace(/\r\n?/g, '\n').trim()
  }
  return { values, out: out satisfies Out }
}
type Given = ReturnType<typeof givenIn>

/** The three boxes as one day, for what is checked and signed here; the server reads them as well. */
function dayIn(form: HTMLFormElement, field: string): string {
  const part = (name: string, length: number) => partIn(form, `${field}.${name}`).padStart(length, '0')
  return `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`
}

function partIn(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value.trim() ?? ''
}

/** Steps that are said to have been taken elsewhere, as the server reads them too. */
function stepsIn(form: HTMLFormElement, assessedTo: string): Record<string, string> {
  const names = all('[data-import-step]', form).map((one) => one.dataset['importStep']!)
  const given = names.filter((name) =>
    ['day', 'month', 'year'].some((part) => partIn(form, `${name}.${part}`) !== ''),
  )
  const days = Object.fromEntries(given.map((name) => [name, dayIn(form, name)]))
  return 'assessedOn' in days && assessedTo !== '' ? { ...days, assessedTo } : days
}

/** Before any file is sealed and sent: whatever a page that comes back would lose. */
function problemIn(
  form: HTMLFormElement,
  facts: Facts,
  { values }: Given,
  files: readonly File[],
): string | null {
  const day = dayIn(form, 'toldOn')
  if (!z.iso.date().safeParse(day).success || day > facts.latest || day < facts.earliest) return 'day'
  if ((values['account'] ?? '') === '' && files.length === 0) return 'nothing'
  const whole = Object.values(values).reduce((sum, words) => sum + words.length, 0)
  return whole > longest ? 'long' : null
}

/** Of the receiving body everybody is proven or nothing is sealed; of the next body only the proven stand in reserve. */
async function provenAmong(readers: Readers): Promise<Readers> {
  await requireProven([
    ...[...readers.handlers, ...readers.custodians].map(({ recipient }) => ({ recipient, duties: reading })),
    ...readers.escrowPairs.flat().map(({ recipient }) => ({ recipient, duties: ['escrow' as const] })),
  ])
  const reserve: Reader[] = []
  for (const reader of readers.reserve ?? []) if (await isProven(reader)) reserve.push(reader)
  return { ...readers, reserve }
}

async function isProven({ recipient }: Reader): Promise<boolean> {
  try {
    await requireProven([{ recipient, duties: reading }])
    return true
  } catch (error) {
    if (error instanceof NotProven) return false
    throw error
  }
}

type By = { keyId: string; secret: HandlerSecret }

async function pack(
  facts: Facts,
  said: Given,
  files: readonly File[],
  readers: Readers,
  by: By,
): Promise<string> {
  const keys = await newImportKeys()
  const locked: LockedFile[] = []
  // As it came there: hidden details may be what proves something, so that the original is kept beside the cleaned copy.
  for (const file of files) locked.push(...(await lockFile(file, keys.file.recipient, true)))
  const sent = []
  for (const { part, sealed } of locked)
    sent.push({ id: part.fileId, size: sealed.length, draftId: await sendFile(sealed) })
  const removed = namesOut(facts.bodies, said.out)
  const { values } = said
  const parts = [
    ...(values['subject'] ? [{ kind: 'subject', who: values['subject'] }] : []),
    {
      kind: 'account',
      words: values['account'] ?? '',
      fileIds: locked.map(({ part }) => part.fileId),
      danger: values['danger'] ?? 'not_said',
      child: values['child'] ?? 'not_said',
      light: false,
      channel: values['channel'] ?? 'imported',
      locale: facts.locale,
    },
    signed(facts, by, values),
    ...locked.map(({ part }) => ({ ...part, from: 'handler' })),
    ...(removed.length > 0 ? [{ kind: 'removed', readers: removed }] : []),
  ].map((part) => Part.parse(part))
  const { doorId, concernId } = facts
  return JSON.stringify(await packImport({ doorId, concernId, by, keys, readers, parts, files: sent }))
}

/** What is known of the case from there, in the name of who brings it in. */
function signed(facts: Facts, { keyId, secret }: By, values: Record<string, string>) {
  const part: Record<string, unknown> = { kind: 'step', step: 'import', fields: {} }
  for (const name of ['oldNumber', 'channel', 'done', 'safe'])
    if (values[name]) setAt(part, `fields.${name}`, values[name])
  const signature = textOf(signText(secret, signedText(facts.concernId, null, Part.parse(part))))
  return { ...part, signed: { keyId, signature } }
}

class NotTaken extends Error {
  override readonly name = 'NotTaken'
}

async function sendFile(sealed: Uint8Array): Promise<string> {
  const answer = await fetch('/app/cases/import/file', {
    method: 'POST',
    body: new Blob([new Uint8Array(sealed)]),
    headers: { 'Content-Type': 'application/octet-stream' },
  })
  if (!answer.ok || answer.redirected) throw new NotTaken(String(answer.status))
  return z.object({ draftId: z.string() }).parse(await answer.json()).draftId
}
