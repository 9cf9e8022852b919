const permissions = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .concat('publickey-credentials-get=(self)', 'publickey-credentials-create=(self)')
  .join(', ')

/**
 * 'self' stands beside the nonce because module preloads carry no nonce. Nothing inline is ever allowed, so there is no
 * style attribute anywhere in the product.
 */
function contentPolicy(nonce: string, path: string): string {
  const opens = opensFiles(path)
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${sealsByItself(path) ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    `img-src 'self' data:${opens ? ' blob:' : ''}`,
    ...(opens ? ['media-src blob:'] : []),
    ...(playsPassages(path) ? [`media-src 'self'${isReturn(path) ? ' data:' : ''}`] : []),
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

/** The code is stretched in the browser by WebAssembly, on this page and no other. */
function sealsByItself(path: string): boolean {
  return /^\/r\/[^/]+\/lock$/.test(path)
}

/** What a handler sent is carried inside the page: nothing of it is saved, and no address leads to it. */
function isReturn(path: string): boolean {
  return /^\/r\/(?:[^/]+\/)?back$/.test(path)
}

/** Passages of a reporting page that somebody recorded; also where they are brought in and listened to. */
function playsPassages(path: string): boolean {
  return path.startsWith('/r/') || /^\/app\/doors\/[^/]+\/spoken(\/|$)/.test(path)
}

/** Pictures and voices of a case are opened in the browser and shown from its memory. */
function opensFiles(path: string): boolean {
  return (
    path === '/app/cases' || path.startsWith('/app/cases/') || /^\/app\/(case-keys|desk)(\/|$)/.test(path)
  )
}

/** Signed-in pages and their data are for one person: nothing of them stays in a shared browser's cache. */
export function isSignedInPath(path: string): boolean {
  return path === '/app' || path === '/app.data' || path.startsWith('/app/')
}

/** What people gave and others save: nothing in it may run, whatever a browser makes of it. */
function isGivenFile(path: string): boolean {
  return path.startsWith('/app/evidence/files/')
}

/** For every answer, also errors, files and health. A stricter referrer policy would make browsers post `Origin: null`. */
export function securityHeaders(path: string, nonce: string, https: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': `${contentPolicy(nonce, path)}${isGivenFile(path) ? '; sandbox' : ''}`,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Permissions-Policy': permissions,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(https ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
    ...(isSignedInPath(path) ? { 'Cache-Control': 'no-store' } : {}),
  }
}
