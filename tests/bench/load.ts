import { Agent, request } from 'node:http'

export interface Target {
  url: string
  cookie?: string
}

export interface Load {
  perSecond: number
  /** Milliseconds, one for each answer. */
  latencies: number[]
}

type Pressure = {
  seconds: number
  connections: number
  /** Between an answer and the next question. */ pause?: number
}

/** Each connection asks again when it has been answered. Anything but a 200 ends the measurement. */
export function loadFor(target: Target, { seconds, ...pressure }: Pressure): Promise<Load> {
  const end = performance.now() + seconds * 1000
  return loadUntil(target, () => performance.now() >= end, pressure)
}

export async function loadUntil(
  target: Target,
  over: () => boolean,
  { connections, pause = 0 }: Omit<Pressure, 'seconds'>,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  const started = performance.now()
  const visitor = async () => {
    while (!over()) {
      const asked = performance.now()
      await get(target, agent)
      latencies.push(performance.now() - asked)
      if (pause > 0) await new Promise((later) => setTimeout(later, pause))
    }
  }
  await Promise.all(Array.from({ length: connections }, visitor))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { perSecond: latencies.length / seconds, latencies }
}

/** The size of the body. */
export function get({ url, cookie }: Target, agent?: Agent): Promise<number> {
  return new Promise((answered, failed) => {
    const asked = request(
      url,
      { ...(agent ? { agent } : {}), headers: cookie ? { cookie } : {} },
      (answer) => {
        let size = 0
        answer.on('data', (chunk: Buffer) => (size += chunk.length))
        answer.once('error', failed)
        answer.once('end', () =>
          answer.statusCode === 200
            ? answered(size)
            : failed(new Error(`${url} answered ${answer.statusCode}`)),
        )
      },
    )
    asked.once('error', failed)
    asked.end()
  })
}

/** Sends one file as the form on the verify page does; the page that comes back. */
export function postFile(url: string, file: Buffer): Promise<string> {
  const boundary = 'amana-bench-boundary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': body.length,
  }
  return new Promise((answered, failed) => {
    const asked = request(url, { method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', failed)
      answer.once('end', () => {
        if (answer.statusCode === 200) answered(Buffer.concat(chunks).toString())
        else failed(new Error(`${url} answered ${answer.statusCode}`))
      })
    })
    asked.once('error', failed)
    asked.end(body)
  })
}
