import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { env } from '#app/server/env.server.ts'
import { JobFailure, type FailureCode } from '#app/server/jobs/failure.server.ts'
import type { RenderedMail } from '#app/server/mail/templates.server.ts'

export interface Message extends RenderedMail {
  /** The same for every attempt at the same mail. */
  id: string
  to: string
  at: Date
}

/** Over SMTP where a server is named, else into the folder of the evaluation. Throws a JobFailure with a code only. */
export async function deliver(message: Message): Promise<void> {
  if (env.smtpUrl) await overSmtp(env.smtpUrl, message)
  else await intoFolder(message)
}

export const mailFolder = () => join(env.dataFolder, 'mail')

const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

async function overSmtp(url: string, message: Message): Promise<void> {
  const transport = nodemailer.createTransport({ url, ...limits })
  try {
    await transport.sendMail(envelope(message))
  } catch (error) {
    throw new JobFailure(codeOf(error))
  } finally {
    transport.close()
  }
}

/** A repeated delivery overwrites its own file. */
async function intoFolder(message: Message): Promise<void> {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message: bytes } = await transport.sendMail(envelope(message))
  await mkdir(mailFolder(), { recursive: true, mode: 0o700 })
  const file = join(mailFolder(), `${message.id}.eml`)
  await writeFile(`${file}.draft`, bytes as Buffer, { mode: 0o600 })
  await rename(`${file}.draft`, file)
}

function envelope({ id, to, at, subject, text, html }: Message) {
  return {
    from: env.mailFrom,
    to: { name: '', address: to },
    subject,
    text,
    html,
    date: at,
    messageId: `<${id}@${new URL(env.origin).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'quoted-printable' as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function codeOf(error: unknown): FailureCode {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  switch (code) {
    case 'ECONNECTION':
    case 'ETIMEDOUT':
    case 'ESOCKET':
    case 'EDNS':
    case 'ETLS':
    case 'ECONNREFUSED':
      return 'mailServerUnreachable'
    case 'EAUTH':
    case 'ENOAUTH':
      return 'mailServerRefusedUs'
    case 'EENVELOPE':
      return typeof responseCode === 'number' && responseCode >= 500 ? 'addressRefused' : 'mailNotSent'
    default:
      return 'mailNotSent'
  }
}
