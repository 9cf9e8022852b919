import answers from '#content/translations/en/answers.json' with { type: 'json' }
import auth from '#content/translations/en/auth.json' with { type: 'json' }
import caseImport from '#content/translations/en/caseImport.json' with { type: 'json' }
import caseKeys from '#content/translations/en/caseKeys.json' with { type: 'json' }
import caseSteps from '#content/translations/en/caseSteps.json' with { type: 'json' }
import cases from '#content/translations/en/cases.json' with { type: 'json' }
import concernMachine from '#content/translations/en/concernMachine.json' with { type: 'json' }
import conditions from '#content/translations/en/conditions.json' with { type: 'json' }
import content from '#content/translations/en/content.json' with { type: 'json' }
import decision from '#content/translations/en/decision.json' with { type: 'json' }
import dashboard from '#content/translations/en/dashboard.json' with { type: 'json' }
import demo from '#content/translations/en/demo.json' with { type: 'json' }
import desk from '#content/translations/en/desk.json' with { type: 'json' }
import documents from '#content/translations/en/documents.json' with { type: 'json' }
import doors from '#content/translations/en/doors.json' with { type: 'json' }
import evidence from '#content/translations/en/evidence.json' with { type: 'json' }
import judging from '#content/translations/en/judging.json' with { type: 'json' }
import ledger from '#content/translations/en/ledger.json' with { type: 'json' }
import lessons from '#content/translations/en/lessons.json' with { type: 'json' }
import letters from '#content/translations/en/letters.json' with { type: 'json' }
import line from '#content/translations/en/line.json' with { type: 'json' }
import machines from '#content/translations/en/machines.json' with { type: 'json' }
import mail from '#content/translations/en/mail.json' with { type: 'json' }
import notices from '#content/translations/en/notices.json' with { type: 'json' }
import office from '#content/translations/en/office.json' with { type: 'json' }
import passport from '#content/translations/en/passport.json' with { type: 'json' }
import publicPages from '#content/translations/en/public.json' with { type: 'json' }
import record from '#content/translations/en/record.json' with { type: 'json' }
import registers from '#content/translations/en/registers.json' with { type: 'json' }
import recovery from '#content/translations/en/recovery.json' with { type: 'json' }
import rejoin from '#content/translations/en/rejoin.json' with { type: 'json' }
import reporter from '#content/translations/en/reporter.json' with { type: 'json' }
import returnPages from '#content/translations/en/return.json' with { type: 'json' }
import review from '#content/translations/en/review.json' with { type: 'json' }
import shell from '#content/translations/en/shell.json' with { type: 'json' }
import spoken from '#content/translations/en/spoken.json' with { type: 'json' }
import together from '#content/translations/en/together.json' with { type: 'json' }
import tier from '#content/translations/en/tier.json' with { type: 'json' }
import verify from '#content/translations/en/verify.json' with { type: 'json' }
import coverage from '#content/translations/en/coverage.json' with { type: 'json' }
import exportPages from '#content/translations/en/exports.json' with { type: 'json' }
import frameworks from '#content/translations/en/frameworks.json' with { type: 'json' }
import how from '#content/translations/en/how.json' with { type: 'json' }
import interview from '#content/translations/en/interview.json' with { type: 'json' }
import keeping from '#content/translations/en/keeping.json' with { type: 'json' }
import keys from '#content/translations/en/keys.json' with { type: 'json' }

/** A new namespace is one import and one line here, in every locale; a test compares with the folder. */
export const en = {
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
