import { existsSync } from 'node:fs'
import { env } from '#app/server/env.server.ts'
import { firstAdministratorToken } from '#app/server/workflows/first-administrator.server.ts'

type SignIn = { name: string; role: string; userName: string; password: string }

/** What whoever started the program reads: the address first, then how to get in. */
export async function greet(): Promise<void> {
  console.log(`\nAmana is ready: ${env.origin}\n`)
  const token = await firstAdministratorToken()
  if (token) {
    console.log('Nobody is an administrator yet. The first one opens')
    console.log(`  ${env.origin}/app/first-administrator`)
    console.log(`and enters this token, which works once: ${token}\n`)
  }
  const signIns = env.demonstration ? await demonstration() : []
  if (signIns.length > 0) {
    console.log(`Demonstration sign-ins at ${env.origin}/app/sign-in (fictional people):`)
    const width = Math.max(...signIns.map(({ userName }) => userName.length))
    for (const { userName, password, role, name } of signIns) {
      console.log(`  ${userName.padEnd(width)}  ${password}  ${role}, ${name}`)
    }
    console.log('')
  }
}

/** The demonstration is a part that may be left out of an installation. */
async function demonstration(): Promise<SignIn[]> {
  const file = new URL('../demonstration/sign-ins.server.ts', import.meta.url)
  if (!existsSync(file)) return []
  const part = (await import(file.href)) as { demonstrationSignIns(): Promise<SignIn[]> | SignIn[] }
  return part.demonstrationSignIns()
}
