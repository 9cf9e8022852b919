import answers from '#content/translations/fr/answers.json' with { type: 'json' }
import auth from '#content/translations/fr/auth.json' with { type: 'json' }
import content from '#content/translations/fr/content.json' with { type: 'json' }
import demo from '#content/translations/fr/demo.json' with { type: 'json' }
import documents from '#content/translations/fr/documents.json' with { type: 'json' }
import evidence from '#content/translations/fr/evidence.json' with { type: 'json' }
import judging from '#content/translations/fr/judging.json' with { type: 'json' }
import line from '#content/translations/fr/line.json' with { type: 'json' }
import machines from '#content/translations/fr/machines.json' with { type: 'json' }
import mail from '#content/translations/fr/mail.json' with { type: 'json' }
import office from '#content/translations/fr/office.json' with { type: 'json' }
import passport from '#content/translations/fr/passport.json' with { type: 'json' }
import publicPages from '#content/translations/fr/public.json' with { type: 'json' }
import registers from '#content/translations/fr/registers.json' with { type: 'json' }
import shell from '#content/translations/fr/shell.json' with { type: 'json' }
import together from '#content/translations/fr/together.json' with { type: 'json' }
import tier from '#content/translations/fr/tier.json' with { type: 'json' }
import verify from '#content/translations/fr/verify.json' with { type: 'json' }
import coverage from '#content/translations/fr/coverage.json' with { type: 'json' }
import exportPages from '#content/translations/fr/exports.json' with { type: 'json' }
import frameworks from '#content/translations/fr/frameworks.json' with { type: 'json' }
import interview from '#content/translations/fr/interview.json' with { type: 'json' }

export const fr = {
  ...answers,
  ...auth,
  ...content,
  ...demo,
  ...documents,
  ...evidence,
  ...judging,
  ...line,
  ...machines,
  ...mail,
  ...office,
  ...passport,
  ...publicPages,
  ...registers,
  ...shell,
  ...together,
  ...tier,
  ...verify,
  ...coverage,
  ...exportPages,
  ...frameworks,
  ...interview,
}
