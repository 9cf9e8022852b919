import type { Source } from '#content/country-packs/schema.ts'

/** Every one of these was read on this day, in stored copies that may be older. */
const readOn = '2026-11-22'

function firstHand(title: string, address: string): Source {
  return { title, address, readOn, secondHand: false }
}

function secondHand(title: string, address: string): Source {
  return { title, address, readOn, secondHand: true }
}

export const sources = {
  ukriPolicy: firstHand(
    'UKRI, Preventing harm (safeguarding) in research and innovation',
    'https://www.ukri.org/about-us/policies-and-standards/preventing-harm-safeguarding-in-research-and-innovation/',
  ),
  ukriTerms2023: firstHand(
    'UKRI, Spring update to FEC grant and training grant terms and conditions (2023)',
    'https://www.ukri.org/news/spring-update-to-fec-grant-and-training-grant-terms-and-conditions/',
  ),
  nihrGuidance: firstHand(
    'NIHR Safeguarding Guidance, version 1.1, April 2021',
    'https://www.nihr.ac.uk/documents/nihr-safeguarding-guidance/25744',
  ),
  wellcomePolicy: firstHand(
    'Wellcome, Bullying, harassment, abuse and harm policy',
    'http://wellcome.ac.uk/funding/guidance/policy-bullying-and-harassment',
  ),
  wellcomeAtYork: secondHand(
    'University of York, General principles: when Wellcome is told',
    'https://www.york.ac.uk/about/equality/policy-guidance/dignity-work-study/action/staff/general-principles/',
  ),
  fcdoDueDiligence: firstHand(
    'FCDO, SEAH due diligence guidance for implementing partners, updated 7 November 2022',
    'https://www.gov.uk/government/publications/dfid-enhanced-due-diligence-safeguarding-for-external-partners/safeguarding-against-sexual-exploitation-and-abuse-and-sexual-harassment-seah-due-diligence-guidance-for-fcdo-implementing-partners',
  ),
  fcdoMailbox: secondHand(
    'British Council, the FCDO Reporting Concerns mailbox',
    'https://britishcouncil.org/partner/international-development/news-and-events/july-2019/dfid-reporting-concerns-mailbox',
  ),
  charityCommission: firstHand(
    'Charity Commission, How to report a serious incident in your charity',
    'https://www.gov.uk/guidance/how-to-report-a-serious-incident-in-your-charity',
  ),
  reasonableGrounds: secondHand(
    'Home Office answers to written questions on the national referral mechanism',
    'https://www.parallelparliament.co.uk/writtenanswers/search?search_term=Slavery&order_field=datenew',
  ),
  recoveryPeriod: firstHand(
    'House of Commons, Modern Slavery Statutory Guidance, 13 December 2022',
    'https://hansard.parliament.uk/commons/2022-12-13/debates/22121366000008/ModernSlaveryStatutoryGuidance',
  ),
  moveOn: firstHand(
    'GOV.UK, Support in England and Wales after a positive conclusive grounds decision, 22 January 2026',
    'https://www.gov.uk/government/publications/support-for-confirmed-victims-of-modern-slavery/support-in-england-and-wales-after-a-positive-conclusive-grounds-decision-accessible',
  ),
  negativeDecision: secondHand(
    'NRPF Network, Ending MSVCC support for survivors of trafficking and modern slavery',
    'https://nrpfnetwork.org.uk/information-and-resources/rights-and-entitlements/support-options-for-people-with-nrpf/support-for-survivors-of-modern-slavery/ending-msvcc-support-for-survivors-of-trafficking-and-modern-slavery',
  ),
  reconsideration: firstHand(
    'GOV.UK, Annex: reasons for accepting reconsideration requests, 8 May 2025',
    'https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-january-to-march-2025/annex-reasons-for-accepting-reconsideration-requests',
  ),
  scotland: firstHand(
    'Human Trafficking and Exploitation (Scotland) Act 2015 (Support for Victims) Regulations 2018 (SSI 2018/90)',
    'http://www.legislation.gov.uk/ssi/2018/90/made',
  ),
  dutyToNotify: secondHand(
    'Dorset Council, Protocol and guidance for modern slavery',
    'https://www.dorsetcouncil.gov.uk/your-community/community-safety/protocol-and-guidance-for-modern-slavery',
  ),
  referralAndConsent: secondHand(
    'The Snowdrop Project, Government support',
    'https://snowdropproject.co.uk/human-trafficking/government-support/',
  ),
  protectedDisclosure: secondHand(
    'CMS, Discrimination and harassment changes: NDAs and protected disclosures',
    'https://cms.law/en/gbr/legal-updates/discrimination-and-harassment-changes-ndas-and-protected-disclosures',
  ),
  silenceAndCrime: secondHand(
    'Victims and Prisoners Act 2024 (Commencement No. 6) Regulations 2025, as told by Legislation Tracker',
    'https://www.legislationtracker.co.uk/article/victims-and-prisoners-act-2024-commencement-no-6-regulations-2025-27-05-25',
  ),
  thirdPartyHarassment: secondHand(
    'Burges Salmon, Protection against harassment and NDAs',
    'https://www.burges-salmon.com/our-thinking/era-reforms-in-depth-protection-against-harassment-and-ndas',
  ),
  childAbuseReporting: firstHand(
    'GOV.UK, Crime and Policing Bill: delegated powers memorandum, 13 February 2026',
    'https://www.gov.uk/government/publications/crime-and-policing-bill-2025-delegated-powers-supplementary-memoranda/delegated-powers-memorandum-13-february-2026',
  ),
  sierraLeone2024: secondHand(
    '2024 Trafficking in Persons Report: Sierra Leone',
    'https://www.ecoi.net/de/dokument/2111756.html',
  ),
  sierraLeone2018: secondHand(
    '2018 Trafficking in Persons Report: Sierra Leone',
    'https://www.state.gov/reports/2018-trafficking-in-persons-report/sierra-leone/',
  ),
  rainbo: firstHand(
    'Rainbo Initiative, Improving service delivery to sexual and gender-based violence survivors',
    'https://rainboinitiative.org/improving-service-delivery-to-sexual-and-gender-based-violence-survivors-in-sierra-leone/',
  ),
} as const satisfies Record<string, Source>
