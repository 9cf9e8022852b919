import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

export { identityToRecipient } from 'age-encryption'

export interface KeyPair {
  identity: string
  recipient: string
}

export async function newKeyPair(): Promise<KeyPair> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** An age file that any one of the recipients opens. */
export async function sealTo(recipients: readonly string[], bytes: Uint8Array | string): Promise<Uint8Array> {
  if (recipients.length === 0) throw new Error('Sealed to nobody')
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

/** Throws when none of the identities opens it, or when a byte was changed. */
export async function openWith(identities: readonly string[], sealed: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  return decrypter.decrypt(sealed)
}

export async function sealStream(
  recipients: readonly string[],
  source: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(source)
}

export async function openStream(
  identities: readonly string[],
  sealed: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  return decrypter.decrypt(sealed)
}

/** Opened only by the two together: the outer one first, then the inner one. */
export async function sealToPair(
  outer: string,
  inner: string,
  bytes: Uint8Array | string,
): Promise<Uint8Array> {
  return sealTo([outer], await sealTo([inner], bytes))
}
