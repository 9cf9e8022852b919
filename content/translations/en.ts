import auth from '#content/translations/en/auth.json' with { type: 'json' }
import content from '#content/translations/en/content.json' with { type: 'json' }
import demo from '#content/translations/en/demo.json' with { type: 'json' }
import documents from '#content/translations/en/documents.json' with { type: 'json' }
import judging from '#content/translations/en/judging.json' with { type: 'json' }
import line from '#content/translations/en/line.json' with { type: 'json' }
import machines from '#content/translations/en/machines.json' with { type: 'json' }
import mail from '#content/translations/en/mail.json' with { type: 'json' }
import office from '#content/translations/en/office.json' with { type: 'json' }
import publicPages from '#content/translations/en/public.json' with { type: 'json' }
import shell from '#content/translations/en/shell.json' with { type: 'json' }
import verify from '#content/translations/en/verify.json' with { type: 'json' }

/** A new namespace is one import and one line here, in every locale; a test compares with the folder. */
export const en = {
  ...auth,
  ...content,
  ...demo,
  ...documents,
  ...judging,
  ...line,
  ...machines,
  ...mail,
  ...office,
  ...publicPages,
  ...shell,
  ...verify,
}
