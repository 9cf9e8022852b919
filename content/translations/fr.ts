import answers from '#content/translations/fr/answers.json' with { type: 'json' }
import auth from '#content/translations/fr/auth.json' with { type: 'json' }
import caseImport from '#content/translations/fr/caseImport.json' with { type: 'json' }
import caseKeys from '#content/translations/fr/caseKeys.json' with { type: 'json' }
import caseSteps from '#content/translations/fr/caseSteps.json' with { type: 'json' }
import cases from '#content/translations/fr/cases.json' with { type: 'json' }
import concernMachine from '#content/translations/fr/concernMachine.json' with { type: 'json' }
import conditions from '#content/translations/fr/conditions.json' with { type: 'json' }
import content from '#content/translations/fr/content.json' with { type: 'json' }
import decision from '#content/translations/fr/decision.json' with { type: 'json' }
import dashboard from '#content/translations/fr/dashboard.json' with { type: 'json' }
import demo from '#content/translations/fr/demo.json' with { type: 'json' }
import desk from '#content/translations/fr/desk.json' with { type: 'json' }
import documents from '#content/translations/fr/documents.json' with { type: 'json' }
import doors from '#content/translations/fr/doors.json' with { type: 'json' }
import evidence from '#content/translations/fr/evidence.json' with { type: 'json' }
import judging from '#content/translations/fr/judging.json' with { type: 'json' }
import ledger from '#content/translations/fr/ledger.json' with { type: 'json' }
import lessons from '#content/translations/fr/lessons.json' with { type: 'json' }
import letters from '#content/translations/fr/letters.json' with { type: 'json' }
import line from '#content/translations/fr/line.json' with { type: 'json' }
import machines from '#content/translations/fr/machines.json' with { type: 'json' }
import mail from '#content/translations/fr/mail.json' with { type: 'json' }
import notices from '#content/translations/fr/notices.json' with { type: 'json' }
import office from '#content/translations/fr/office.json' with { type: 'json' }
import passport from '#content/translations/fr/passport.json' with { type: 'json' }
import publicPages from '#content/translations/fr/public.json' with { type: 'json' }
import record from '#content/translations/fr/record.json' with { type: 'json' }
import registers from '#content/translations/fr/registers.json' with { type: 'json' }
import recovery from '#content/translations/fr/recovery.json' with { type: 'json' }
import rejoin from '#content/translations/fr/rejoin.json' with { type: 'json' }
import reporter from '#content/translations/fr/reporter.json' with { type: 'json' }
import returnPages from '#content/translations/fr/return.json' with { type: 'json' }
import review from '#content/translations/fr/review.json' with { type: 'json' }
import shell from '#content/translations/fr/shell.json' with { type: 'json' }
import spoken from '#content/translations/fr/spoken.json' with { type: 'json' }
import together from '#content/translations/fr/together.json' with { type: 'json' }
import tier from '#content/translations/fr/tier.json' with { type: 'json' }
import verify from '#content/translations/fr/verify.json' with { type: 'json' }
import coverage from '#content/translations/fr/coverage.json' with { type: 'json' }
import exportPages from '#content/translations/fr/exports.json' with { type: 'json' }
import frameworks from '#content/translations/fr/frameworks.json' with { type: 'json' }
import how from '#content/translations/fr/how.json' with { type: 'json' }
import interview from '#content/translations/fr/interview.json' with { type: 'json' }
import keeping from '#content/translations/fr/keeping.json' with { type: 'json' }
import keys from '#content/translations/fr/keys.json' with { type: 'json' }

export const fr = {
  ...answers,
  ...auth,
  ...caseImport,
  ...caseKeys,
  ...caseSteps,
  ...cases,
  ...concernMachine,
  ...conditions,
  ...content,
  ...decision,
  ...dashboard,
  ...demo,
  ...desk,
  ...documents,
  ...doors,
  ...evidence,
  ...how,
  ...judging,
  ...keeping,
  ...keys,
  ...ledger,
  ...lessons,
  ...letters,
  ...line,
  ...machines,
  ...mail,
  ...notices,
  ...office,
  ...passport,
  ...publicPages,
  ...record,
  ...registers,
  ...recovery,
  ...rejoin,
  ...reporter,
  ...returnPages,
  ...review,
  ...shell,
  ...spoken,
  ...together,
  ...tier,
  ...verify,
  ...coverage,
  ...exportPages,
  ...frameworks,
  ...interview,
}
