import auth from '#content/translations/fr/auth.json' with { type: 'json' }
import content from '#content/translations/fr/content.json' with { type: 'json' }
import demo from '#content/translations/fr/demo.json' with { type: 'json' }
import documents from '#content/translations/fr/documents.json' with { type: 'json' }
import judging from '#content/translations/fr/judging.json' with { type: 'json' }
import line from '#content/translations/fr/line.json' with { type: 'json' }
import machines from '#content/translations/fr/machines.json' with { type: 'json' }
import mail from '#content/translations/fr/mail.json' with { type: 'json' }
import office from '#content/translations/fr/office.json' with { type: 'json' }
import publicPages from '#content/translations/fr/public.json' with { type: 'json' }
import shell from '#content/translations/fr/shell.json' with { type: 'json' }
import verify from '#content/translations/fr/verify.json' with { type: 'json' }

export const fr = {
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
