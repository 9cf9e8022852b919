import { createContext, useContext } from 'react'
import type { Locale } from '#content/locale.ts'

/** What only the server knows while it draws a page. Empty in the browser. */
export type DrawnBy = { nonce?: string; locale?: Locale; failure?: { id: string; status: number } }

const PageContext = createContext<DrawnBy>({})

export const PageContextProvider = PageContext.Provider
export const usePageContext = () => useContext(PageContext)
