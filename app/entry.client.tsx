import { startTransition } from 'react'
import { RemixBrowser } from '@remix-run/react'
import { hydrateRoot } from 'react-dom/client'

/** Only interactive routes send this. */
startTransition(() => {
  hydrateRoot(document, <RemixBrowser />)
})
