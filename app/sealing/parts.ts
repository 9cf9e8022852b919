import { z } from 'zod'

const words = z.string().max(6_000_000)
const line = z.string().max(2_000)
const day = z.iso.date()
export const Base64 = z.base64()

/** Ways in which a concern comes in; those logged by staff start the same clocks. */
export const channels = [
  'page',
  'locked_on_device',
  'intermediary',
  'paper',
  'phone',
  'face_to_face',
  'whatsapp_moved',
  'imported',
] as const
export const capacitiesInCase = ['reporter', 'affected', 'witness', 'intermediary'] as const
export type CapacityInCase = (typeof capacitiesInCase)[number]

export const howSinceAnswers = ['fine', 'something_happened', 'rather_not_say'] as const

/** What a handler signs and everybody can check: which key, for which case, and exactly which words. */
export const Signed = z.strictObject({ keyId: z.uuid(), signature: Base64 })

/**
 * Everything that is ever sealed into a part, told apart inside the seal. Under the file key: what handlers read. Under a
 * thread key: what one person and the handlers say to each other. Under the identity key: who somebody is.
 */
export const Part = z.discriminatedUnion('kind', [
  /** First send: in words, or by voice (then `fileIds` names it), or both. */
  z.strictObject({
    kind: z.literal('account'),
    words,
    fileIds: z.array(z.uuid()),
    danger: z.enum(['yes', 'no', 'not_sure', 'not_said']),
    child: z.enum(['yes', 'no', 'not_sure', 'not_said']),
    light: z.boolean(),
    channel: z.enum(channels),
    locale: z.string().max(35),
    pictureIsProof: z.boolean().optional(),
    wroteBefore: z.boolean().optional(),
    /** Typed by somebody else: how the speaker heard it back before agreeing. */
    readBack: line.optional(),
  }),
  /** Whom the reporter took out, so that handlers know whom not to ask. */
  z.strictObject({ kind: z.literal('removed'), readers: z.array(line) }),
  /** Shown before the account opens. */
  z.strictObject({ kind: z.literal('subject'), who: line }),
  z.strictObject({
    kind: z.literal('about'),
    affected: z.enum(['self', 'other', 'community', 'not_said']).optional(),
    when: line.optional(),
    where: line.optional(),
    role: line.optional(),
  }),
  z.strictObject({
    kind: z.literal('wishes'),
    from: z.enum(capacitiesInCase),
    /** Which person's, where a case has several. */
    threadId: z.uuid().optional(),
    wants: line,
    followUp: line.optional(),
    hearOutcome: line.optional(),
    pace: line.optional(),
    ownWord: line.optional(),
  }),
  z.strictObject({
    kind: z.literal('safe_contact'),
    from: z.enum(capacitiesInCase),
    threadId: z.uuid().optional(),
    who: line.optional(),
    how: line.optional(),
    times: line.optional(),
    codeWord: line.optional(),
    ifNobody: line.optional(),
    whatNotToSay: line.optional(),
  }),
  z.strictObject({
    kind: z.literal('identity'),
    from: z.enum(capacitiesInCase),
    name: line,
    reach: line.optional(),
  }),
  /** Named, confidential or anonymous is the person's choice; the name itself is under the identity key. */
  z.strictObject({ kind: z.literal('promise'), choice: z.enum(['anonymous', 'confidential', 'named']) }),
  z.strictObject({
    kind: z.literal('file'),
    fileId: z.uuid(),
    name: line,
    mediaType: line,
    size: z.number().int().nonnegative(),
    scan: z.enum(['clean', 'infected', 'unscannable', 'not_scanned']),
    cleaned: z.boolean(),
    original: z.boolean(),
    inline: z.boolean(),
    from: z.enum(['reporter', 'handler']),
  }),
  /** Between one person and the handlers. `signed` is there when a handler wrote it. */
  z.strictObject({
    kind: z.literal('message'),
    from: z.enum(['person', 'handler']),
    words,
    fileIds: z.array(z.uuid()),
    role: line.optional(),
    /** The person's answer when they were asked whether anyone made them pay; `words` says it too. */
    howSince: z.enum(howSinceAnswers).optional(),
    signed: Signed.optional(),
  }),
  /** A share that the person is asked about, and what they said: each on its own. */
  z.strictObject({
    kind: z.literal('share'),
    shareId: z.uuid(),
    what: line,
    toWhom: line,
    why: line,
    untilOn: day.optional(),
    signed: Signed.optional(),
  }),
  z.strictObject({
    kind: z.literal('share_answer'),
    shareId: z.uuid(),
    answer: z.enum(['agreed', 'refused', 'withdrawn']),
  }),
  z.strictObject({ kind: z.literal('withdrawal'), words: line }),
  z.strictObject({ kind: z.literal('review_asked'), words: line }),
  z.strictObject({
    kind: z.literal('feedback'),
    shared: words,
    withheld: line.optional(),
    role: line.optional(),
    signed: Signed.optional(),
  }),
  /** Who the person of a thread is, for handlers. */
  z.strictObject({
    kind: z.literal('thread_person'),
    threadId: z.uuid(),
    capacity: z.enum(capacitiesInCase),
  }),
  /** Written by handlers for handlers. A court may read it. */
  z.strictObject({ kind: z.literal('note'), words, about: line.optional(), signed: Signed.optional() }),
  /** What a step of the case says beside its stage: safety answer, plan, terms, finding, lesson, sanction. */
  z.strictObject({
    kind: z.literal('step'),
    step: line,
    fields: z.record(z.string().max(60), words),
    signed: Signed.optional(),
  }),
  z.strictObject({
    kind: z.literal('mask'),
    partId: z.uuid(),
    from: z.number().int(),
    to: z.number().int(),
    because: line,
  }),
])
export type Part = z.infer<typeof Part>
export type PartOf<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>

/** Label of a case: what handlers filter by, in their browsers. */
export const Label = z.strictObject({
  category: line,
  site: line,
  severity: z.enum(['low', 'moderate', 'high', 'critical', 'not_set']),
  child: z.boolean(),
  note: line.optional(),
})
export type Label = z.infer<typeof Label>
