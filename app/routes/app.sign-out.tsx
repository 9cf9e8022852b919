import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Button } from '#app/components/button.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { findActor, withVisitor } from '#app/server/with-actor.server.ts'
import { signOut } from '#app/server/workflows/sign-in.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    if (!(await findActor(request))) throw redirect('/app/sign-in')
    return null
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const cookie = await signOut(request)
    return redirect('/', { headers: { 'Set-Cookie': cookie } })
  })
}

export const meta = titled('shell.signOut')

export default function SignOut() {
  const t = useWords()
  return (
    <div className="am-measure">
      <PageTitle>{t('auth.signOut.title')}</PageTitle>
      <p>{t('auth.signOut.shared')}</p>
      <form method="post">
        <Button>{t('shell.signOut')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
