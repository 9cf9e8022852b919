import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  readonly received: { to: string[]; source: string }[]
  /** Addresses it answers with 550. */
  readonly unknown: Set<string>
  start(): Promise<void>
  stop(): Promise<void>
}

/** A mail server that can be down, on a port of its own. */
export function mailServerOn(port: number): MailServer {
  let server: SMTPServer | null = null
  const received: MailServer['received'] = []
  const unknown = new Set<string>()
  return {
    received,
    unknown,
    async start() {
      server = new SMTPServer({
        disabledCommands: ['STARTTLS', 'AUTH'],
        onRcptTo: ({ address }, _session, done) =>
          done(
            unknown.has(address)
              ? Object.assign(new Error(`no mailbox ${address}`), { responseCode: 550 })
              : null,
          ),
        onData(stream, session, done) {
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => pieces.push(piece))
          stream.on('end', () => {
            received.push({
              to: session.envelope.rcptTo.map(({ address }) => address),
              source: Buffer.concat(pieces).toString(),
            })
            done()
          })
        },
      })
      server.listen(port, '127.0.0.1')
      await once(server.server, 'listening')
    },
    async stop() {
      const closing = server
      server = null
      await new Promise<void>((resolve) => (closing ? closing.close(resolve) : resolve()))
    },
  }
}

/** For tests of what happens after a while: looks again until it is so, and fails when it never is. */
export async function eventually<Result>(
  look: () => Promise<Result | false | null | undefined>,
  within = 15_000,
): Promise<Result> {
  const until = Date.now() + within
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > until) throw new Error('It did not happen in time.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
