import { expect, test } from 'vitest'
import { InviteForm, contactOf } from '#app/forms/invitation.form.ts'
import { email, newPassword, personName, userName } from '#app/forms/person-fields.ts'
import { ComeBackForm } from '#app/forms/recovery.form.ts'

test.each(['short', 'aaaaaaaaaaaaaaaa', 'x'.repeat(201)])('the password %j is refused', (typed) => {
  expect(newPassword.safeParse(typed).success).toBe(false)
})

test('a password of four words is taken, also in another script', () => {
  expect(newPassword.safeParse('millet granary doorway seed').success).toBe(true)
  expect(newPassword.safeParse('ɓauna ƙarfe ẹyẹ ọmọ').success).toBe(true)
})

test.each(['ab', 'a@b', 'with blank', 'é-accent', '-dash', 'x'.repeat(41)])(
  'the user name %j is refused',
  (typed) => {
    expect(userName.safeParse(typed).success).toBe(false)
  },
)

test('names are kept in small letters', () => {
  expect(userName.parse('Amina.K')).toBe('amina.k')
  expect(email.parse('Amina@Example.ORG')).toBe('amina@example.org')
})

test('two different passwords are refused beside the second', () => {
  const { error } = ComeBackForm.safeParse({
    code: 'x',
    password: 'millet granary doorway',
    passwordAgain: 'millet granary doorwey',
  })
  expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ['passwordAgain', 'auth.password.notSame'],
  ])
})

test('an invitation on paper needs a user name, one by mail an address', () => {
  const invited = { name: 'Amina', role: 'reviewer', email: '', userName: '' }
  expect(InviteForm.safeParse({ ...invited, how: 'print' }).error?.issues[0]?.path).toEqual(['userName'])
  expect(InviteForm.safeParse({ ...invited, how: 'mail' }).error?.issues[0]?.path).toEqual(['email'])
  const printed = InviteForm.parse({ ...invited, how: 'print', userName: 'Amina.K', email: 'not an address' })
  expect(contactOf(printed)).toEqual({ email: null, userName: 'amina.k' })
})

test('a name has nothing unseen in it with which it could look like another', () => {
  expect(personName.parse(' H\u00e9l\u00e8ne\u200b\u202e\n Dupr\u00e9\ufeff\u0007 ')).toBe(
    'H\u00e9l\u00e8ne  Dupr\u00e9',
  )
  expect(personName.parse('\u0646\u06cc\u200c\u0645\u0627')).toBe('\u0646\u06cc\u200c\u0645\u0627')
  for (const nothing of ['', '   ', '\u202e\u200b'])
    expect(personName.safeParse(nothing).error?.issues[0]?.message).toBe('auth.name.missing')
  expect(personName.safeParse('x'.repeat(121)).error?.issues[0]?.message).toBe('auth.name.tooLong')
  expect(personName.safeParse(undefined).error?.issues[0]?.message).toBe('auth.name.missing')
})
