import { expect } from 'vitest'

type Ask = { cookie?: string | null; form?: Record<string, string>; address?: string; language?: string }

/** A request as the server hands it to a loader (no form) or an action (a form). */
export function ask(
  path: string,
  { cookie, form, address = '192.0.2.1', language = 'en' }: Ask = {},
): Request {
  const headers = new Headers({ 'x-amana-address': address, 'accept-language': language })
  if (cookie) headers.set('cookie', cookie)
  const body = form && new URLSearchParams(form)
  return new Request(new URL(path, 'http://localhost:3000'), {
    headers,
    ...(body ? { method: 'POST', body } : {}),
  })
}

export interface Answer {
  status: number
  location: string | null
  cookie: string | null
  setCookie: string | null
  value: unknown
}

/** What came back, whether returned or thrown: a redirect, data with a status, or plain data. */
export async function answerOf(run: () => unknown): Promise<Answer> {
  let result: unknown
  try {
    result = await run()
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown
    result = thrown
  }
  if (result instanceof Response) return seen(result.status, result.headers, null)
  if (isData(result)) return seen(result.init?.status ?? 200, new Headers(result.init?.headers), result.data)
  return seen(200, new Headers(), result)
}

export function keysIn(answer: Answer): string[] {
  const { errors } = answer.value as { errors: Record<string, { key: string }> }
  return Object.values(errors).map(({ key }) => key)
}

export function expectRedirect(answer: Answer, location: string | RegExp): void {
  expect(answer.status).toBe(302)
  if (typeof location === 'string') expect(answer.location).toBe(location)
  else expect(answer.location).toMatch(location)
}

type WithInit = { type: string; data: unknown; init: { status?: number; headers?: HeadersInit } | null }

function isData(result: unknown): result is WithInit {
  return (
    typeof result === 'object' &&
    result !== null &&
    (result as { type?: unknown }).type === 'DataWithResponseInit'
  )
}

function seen(status: number, headers: Headers, value: unknown): Answer {
  const setCookie = headers.get('set-cookie')
  return {
    status,
    location: headers.get('location'),
    setCookie,
    cookie: setCookie?.split(';')[0] ?? null,
    value,
  }
}
