import type { HttpBindings } from '@hono/node-server'
import type { Locale } from '#content/words.ts'

/** What each Hono handler finds: `context.get('locale')` and, for rate limits only, `context.get('address')`. */
export type Bindings = {
  Bindings: Partial<HttpBindings>
  Variables: { nonce: string; locale: Locale; address: string }
}
