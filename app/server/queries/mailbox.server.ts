import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { env } from '#app/server/env.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { mailFolder } from '#app/server/mail/deliver.server.ts'
import { parseMail, type ParsedMail } from '#app/server/mail/parse.server.ts'

export interface MailboxMessage extends ParsedMail {
  id: string
}

/** What would have been sent, newest first. Evaluation only: in production this page does not exist. */
export async function mailboxPage(actor: Actor): Promise<MailboxMessage[]> {
  refuse(actor)
  const messages = await Promise.all((await fileNames()).map(read))
  return messages
    .filter((message) => message !== null)
    .sort((a, b) => (b.date?.getTime() ?? 0) - (a.date?.getTime() ?? 0))
    .slice(0, 200)
}

export async function mailboxMessage(actor: Actor, id: string): Promise<MailboxMessage> {
  refuse(actor)
  const message = (await fileNames()).includes(`${id}.eml`) ? await read(`${id}.eml`) : null
  if (!message) throw notFound()
  return message
}

/** Somebody's link to a new password is in there: only administrators look, and only where nobody is real. */
function refuse(actor: Actor): void {
  if (env.mode !== 'evaluation') throw notFound()
  if (!mayAct(actor, 'seeJobs', { organisationId: null })) throw notPermitted()
}

async function fileNames(): Promise<string[]> {
  try {
    return (await readdir(mailFolder())).filter((name) => name.endsWith('.eml'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Null when the file went away in the meantime, or is not a mail. */
async function read(name: string): Promise<MailboxMessage | null> {
  try {
    return {
      id: name.slice(0, -'.eml'.length),
      ...parseMail(await readFile(join(mailFolder(), name), 'utf8')),
    }
  } catch {
    return null
  }
}
