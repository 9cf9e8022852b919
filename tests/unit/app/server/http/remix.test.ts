import { expect, test } from 'vitest'
import { requestAt } from '#app/server/http/remix.server.ts'

const canonical = 'https://amana.example.org'

test('Remix sees the canonical address, whatever a proxy wrote', () => {
  const headers = {
    'X-Forwarded-Host': 'elsewhere.example',
    Origin: 'http://127.0.0.1:3000',
    Host: 'internal',
  }
  const request = requestAt(
    canonical,
    new Request('http://internal:8080/calls?a=1', { headers }),
    null,
    '192.0.2.7',
  )
  expect(request.url).toBe('https://amana.example.org/calls?a=1')
  expect(request.headers.get('x-forwarded-host')).toBeNull()
  expect(request.headers.get('origin')).toBe(canonical)
})

test('a visitor cannot choose the address that tries are counted under', () => {
  const forged = new Request('http://internal/', { headers: { 'x-amana-address': '203.0.113.9' } })
  expect(requestAt(canonical, forged, null, '192.0.2.7').headers.get('x-amana-address')).toBe('192.0.2.7')
})

test('an address that begins with two slashes stays on this site', () => {
  const request = requestAt(canonical, new Request('http://internal//elsewhere.example/x'), null, '')
  expect(new URL(request.url).host).toBe('amana.example.org')
})
