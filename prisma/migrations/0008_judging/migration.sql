-- DropIndex
DROP INDEX "issued_document_assessment_id_kind_key";

-- AlterTable
ALTER TABLE "call" ADD COLUMN     "appeal_days" INTEGER NOT NULL DEFAULT 28;

-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "audience" TEXT NOT NULL DEFAULT 'writers';

-- AlterTable
ALTER TABLE "condition" ADD COLUMN     "context" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "days_after_funds" INTEGER,
ADD COLUMN     "funds_arrived_on" DATE,
ADD COLUMN     "funds_expected_on" DATE,
ADD COLUMN     "funds_sent_on" DATE,
ADD COLUMN     "how_checked" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "machine_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "met_at" TIMESTAMPTZ(3),
ADD COLUMN     "pays" TEXT NOT NULL DEFAULT 'nobody',
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "value" JSONB NOT NULL DEFAULT '"open"';

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "letter" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "letter_locale" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN     "reasons" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "standing" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "issued_document" ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "digest" TEXT NOT NULL DEFAULT 'each',
ADD COLUMN     "quiet_from" INTEGER,
ADD COLUMN     "quiet_until" INTEGER,
ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC';

-- AlterTable
ALTER TABLE "review_remark" ADD COLUMN     "points" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "review_assignment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "assigned_by_id" UUID NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "paid" DECIMAL(14,2),
    "paid_currency" TEXT,
    "paid_on" DATE,

    CONSTRAINT "review_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conflict_declaration" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "conflicted" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conflict_declaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_opinion" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "submission_number" INTEGER NOT NULL,
    "principle" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "judgement" TEXT NOT NULL,
    "points" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_opinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "past_decision" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "letter" TEXT NOT NULL,
    "letter_locale" TEXT NOT NULL,
    "decided_by_id" UUID NOT NULL,
    "reviewed_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "undone_by_id" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_because" TEXT NOT NULL,

    CONSTRAINT "past_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "grounds" TEXT NOT NULL,
    "lodged_by_id" UUID NOT NULL,
    "lodged_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'lodged',
    "heard_by_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "heard_at" TIMESTAMPTZ(3),

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_template" (
    "organisation_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letter_template_pkey" PRIMARY KEY ("organisation_id","outcome","locale")
);

-- CreateTable
CREATE TABLE "condition_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "condition_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "day" DATE,
    "evidence_ids" UUID[],
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "condition_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "condition_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "local_day" (
    "organisation_id" UUID NOT NULL,
    "on_day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "local_day_pkey" PRIMARY KEY ("organisation_id","on_day")
);

-- CreateTable
CREATE TABLE "document_download" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "document_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_download_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_assignment_assessment_id_idx" ON "review_assignment"("assessment_id");

-- CreateIndex
CREATE INDEX "review_assignment_person_id_idx" ON "review_assignment"("person_id");

-- CreateIndex
CREATE INDEX "conflict_declaration_assessment_id_idx" ON "conflict_declaration"("assessment_id");

-- CreateIndex
CREATE INDEX "conflict_declaration_person_id_idx" ON "conflict_declaration"("person_id");

-- CreateIndex
CREATE INDEX "review_opinion_assessment_id_idx" ON "review_opinion"("assessment_id");

-- CreateIndex
CREATE INDEX "review_opinion_person_id_idx" ON "review_opinion"("person_id");

-- CreateIndex
CREATE INDEX "past_decision_decided_by_id_idx" ON "past_decision"("decided_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "past_decision_assessment_id_number_key" ON "past_decision"("assessment_id", "number");

-- CreateIndex
CREATE INDEX "appeal_assessment_id_idx" ON "appeal"("assessment_id");

-- CreateIndex
CREATE INDEX "appeal_heard_by_id_idx" ON "appeal"("heard_by_id");

-- CreateIndex
CREATE INDEX "condition_event_condition_id_idx" ON "condition_event"("condition_id");

-- CreateIndex
CREATE INDEX "condition_event_person_id_idx" ON "condition_event"("person_id");

-- CreateIndex
CREATE INDEX "notice_person_id_read_at_idx" ON "notice"("person_id", "read_at");

-- CreateIndex
CREATE INDEX "notice_person_id_at_idx" ON "notice"("person_id", "at");

-- CreateIndex
CREATE INDEX "notice_mailed_at_idx" ON "notice"("mailed_at");

-- CreateIndex
CREATE INDEX "document_download_document_id_idx" ON "document_download"("document_id");

-- CreateIndex
CREATE INDEX "document_download_person_id_idx" ON "document_download"("person_id");

-- CreateIndex
CREATE INDEX "condition_state_due_on_idx" ON "condition"("state", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "issued_document_assessment_id_kind_round_key" ON "issued_document"("assessment_id", "kind", "round");

-- CreateTable
CREATE TABLE "ledger_commitment" (
    "on_day" DATE NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "ledger_commitment_pkey" PRIMARY KEY ("on_day")
);

-- AlterTable
ALTER TABLE "ledger_witness" ADD COLUMN     "sent_at" TIMESTAMPTZ(3),
ADD COLUMN     "sent_size" BIGINT;

-- AddForeignKey
ALTER TABLE "review_assignment" ADD CONSTRAINT "review_assignment_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conflict_declaration" ADD CONSTRAINT "conflict_declaration_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_opinion" ADD CONSTRAINT "review_opinion_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_decision" ADD CONSTRAINT "past_decision_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_template" ADD CONSTRAINT "letter_template_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition_event" ADD CONSTRAINT "condition_event_condition_id_fkey" FOREIGN KEY ("condition_id") REFERENCES "condition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "local_day" ADD CONSTRAINT "local_day_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_download" ADD CONSTRAINT "document_download_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "issued_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A condition that was set before it had a machine is simply open.
ALTER TABLE "condition" ALTER COLUMN "context" SET DEFAULT '{"timeAsked": null, "extensions": 0, "escalated": 0}';
UPDATE condition SET context = '{"timeAsked": null, "extensions": 0, "escalated": 0}';
ALTER TABLE "condition" ALTER COLUMN "context" SET DEFAULT '{}';

-- Whoever declared a conflict takes part no more, in whatever other way they did.

CREATE OR REPLACE VIEW my_participation WITH (security_barrier) AS
  SELECT p.record_id, p.capacity FROM participation p
  WHERE app_in_force(p.from_at, p.until_at) AND p.capacity <> 'recused'
    AND (p.person_id = app_person() OR p.organisation_id = ANY (ARRAY(SELECT app_my_organisations())))
    AND NOT p.record_id = ANY (
      ARRAY(SELECT r.record_id FROM participation r WHERE r.person_id = app_person() AND r.capacity = 'recused' AND r.until_at IS NULL)
    );
COMMENT ON VIEW my_participation IS
  'The records I take part in today, myself or through an organisation, and how; none from which I stepped back for a conflict.';

CREATE FUNCTION app_recuse(record uuid, reason text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF app_sees(record, ARRAY['reviewing_body', 'outside_reviewer']) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who judges a plan steps back from it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO conflict_declaration (assessment_id, person_id, conflicted, reason, at) VALUES (record, app_person(), true, reason, at);
    INSERT INTO participation (record_id, person_id, capacity) VALUES (record, app_person(), 'recused')
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO NOTHING;
    UPDATE review_assignment a SET ended_at = at WHERE a.assessment_id = record AND a.person_id = app_person() AND a.ended_at IS NULL;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_recuse(uuid, text, timestamptz) IS
  'I have a conflict: it is noted, my part in the review ends, and from this moment the record does not exist for me.';

CREATE FUNCTION app_add_outside_reviewer(record uuid, person uuid, part text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT FROM assessment a WHERE a.id = record AND a.audience = 'funder' AND a.state <> 'draft'
        AND a.reviewing_body_id IN (SELECT app_my_organisations(ARRAY['programme_officer', 'approver', 'safeguarding_lead']))
    ) OR app_sees(record, ARRAY['reviewing_body']) IS NOT TRUE THEN
      RAISE EXCEPTION 'only the body that reviews a funder''s own answers asks somebody from outside' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF app_writes(record, person) OR EXISTS (
      SELECT FROM assessment a JOIN membership m ON m.organisation_id IN (a.organisation_id, a.reviewing_body_id)
      WHERE a.id = record AND m.person_id = person
    ) THEN
      RAISE EXCEPTION 'who looks from outside belongs to neither side' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF part = 'partner' AND NOT EXISTS (
      SELECT FROM assessment a
      JOIN programme p ON p.organisation_id = a.organisation_id
      JOIN award w ON w.programme_id = p.id AND w.organisation_id <> a.organisation_id
      JOIN membership m ON m.organisation_id = w.organisation_id AND m.person_id = person AND app_in_force(m.from_at, m.until_at)
      WHERE a.id = record
    ) THEN
      RAISE EXCEPTION 'a partner''s reviewer belongs to a body that holds an award of this funder' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO participation (record_id, person_id, capacity) VALUES (record, person, 'outside_reviewer')
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO UPDATE SET until_at = NULL;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_add_outside_reviewer(uuid, uuid, text) IS
  'Lets one person from outside, or from a sub-partner, read and judge a funder''s own answers.';

CREATE FUNCTION app_is_blind(record uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM review_assignment r
      WHERE r.assessment_id = record AND r.person_id = app_person() AND r.part <> 'first' AND r.done_at IS NULL AND r.ended_at IS NULL
    )
  $$;
COMMENT ON FUNCTION app_is_blind(uuid) IS 'Whether I judge this record without knowing what others found.';

CREATE FUNCTION app_review_over(record uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM assessment a WHERE a.id = record AND a.state NOT IN ('draft', 'submitted', 'in_review', 'changes_requested')
    )
  $$;
COMMENT ON FUNCTION app_review_over(uuid) IS 'Whether the reviewers have judged and handed over to whoever decides.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'review_assignment', 'conflict_declaration', 'review_opinion', 'past_decision', 'appeal', 'letter_template', 'condition_event', 'notice',
    'local_day', 'document_download'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

GRANT UPDATE (appeal_days) ON call TO amana_request;
GRANT UPDATE (digest, quiet_from, quiet_until, time_zone) ON person TO amana_request;

GRANT SELECT, INSERT, UPDATE (done_at, ended_at, paid, paid_currency, paid_on) ON review_assignment TO amana_request;
CREATE POLICY seen ON review_assignment FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_assignment.assessment_id AND m.capacity = 'reviewing_body')
  OR (person_id = app_person() AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_assignment.assessment_id))
);
CREATE POLICY given ON review_assignment FOR INSERT TO amana_request WITH CHECK (
  assigned_by_id = app_person() AND done_at IS NULL AND ended_at IS NULL AND NOT app_writes(assessment_id, person_id)
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_assignment.assessment_id AND m.capacity = 'reviewing_body')
);
CREATE POLICY changed ON review_assignment FOR UPDATE TO amana_request
  USING (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_assignment.assessment_id AND m.capacity = 'reviewing_body')
    OR (person_id = app_person() AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_assignment.assessment_id))
  );

GRANT SELECT, INSERT ON conflict_declaration TO amana_request;
CREATE POLICY seen ON conflict_declaration FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = conflict_declaration.assessment_id AND m.capacity = 'reviewing_body')
  OR (
    person_id = app_person()
    AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = conflict_declaration.assessment_id AND m.capacity = 'outside_reviewer')
  )
);
CREATE POLICY said ON conflict_declaration FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND NOT conflicted
  AND EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = conflict_declaration.assessment_id AND m.capacity IN ('reviewing_body', 'outside_reviewer')
  )
);

GRANT SELECT, INSERT ON review_opinion TO amana_request;
CREATE POLICY seen ON review_opinion FOR SELECT TO amana_request USING (
  person_id = app_person()
  OR (
    app_review_over(assessment_id) AND NOT app_is_blind(assessment_id)
    AND EXISTS (
      SELECT FROM my_participation m WHERE m.record_id = review_opinion.assessment_id AND m.capacity IN ('reviewing_body', 'outside_reviewer')
    )
  )
);
CREATE POLICY given ON review_opinion FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND app_is_blind(assessment_id)
  AND EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = review_opinion.assessment_id AND m.capacity IN ('reviewing_body', 'outside_reviewer')
  )
  AND NOT EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = review_opinion.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
  )
);

-- Who judges from outside, and who stepped back, is known to the body that reviews.

DROP POLICY seen ON participation;
CREATE POLICY seen ON participation FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = participation.record_id
      AND (m.capacity = 'reviewing_body' OR participation.capacity NOT IN ('outside_reviewer', 'recused') OR person_id = app_person())
  )
);

-- What was judged under a decision that fell is released with the next one.

CREATE OR REPLACE FUNCTION app_remarks_released(assessment uuid, submission integer) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (SELECT FROM decision d WHERE d.assessment_id = assessment AND d.standing)
      OR EXISTS (SELECT FROM assessment a WHERE a.id = assessment AND a.state IN ('changes_requested', 'changesRequested'))
      OR EXISTS (SELECT FROM submission s WHERE s.assessment_id = assessment AND s.number > submission)
  $$;

-- A second reviewer does not read what the first one wrote; somebody from outside reads what was sent.

DROP POLICY seen ON review_remark;
CREATE POLICY seen ON review_remark FOR SELECT TO amana_request USING (
  (
    EXISTS (
      SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity IN ('reviewing_body', 'outside_reviewer')
    )
    AND NOT app_is_blind(assessment_id)
  )
  OR (
    EXISTS (
      SELECT FROM my_participation m
      WHERE m.record_id = review_remark.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
    )
    AND app_remarks_released(assessment_id, submission_number)
  )
);
DROP POLICY seen ON submission;
CREATE POLICY seen ON submission FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = submission.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter', 'reviewing_body', 'outside_reviewer')
  )
);
DROP POLICY seen ON evidence_sent;
CREATE POLICY seen ON evidence_sent FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = evidence_sent.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body', 'outside_reviewer')
  )
);

-- A decision that was undone is kept as it stood; the one that stands is made anew by somebody who may.

GRANT UPDATE (outcome, reason, reasons, letter, letter_locale, standing, decided_by_id, reviewed_by_id, decided_at) ON decision TO amana_request;
DROP POLICY seen ON decision;
CREATE POLICY seen ON decision FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity = 'reviewing_body')
  OR (
    standing AND EXISTS (
      SELECT FROM my_participation m
      WHERE m.record_id = decision.assessment_id AND m.capacity IN ('author', 'contributor', 'outside_reviewer')
    )
  )
);
CREATE POLICY made_anew ON decision FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity = 'reviewing_body'))
  WITH CHECK (
    reviewed_by_id <> decided_by_id
    AND NOT EXISTS (
      SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
    )
    AND EXISTS (SELECT FROM review_remark r WHERE r.assessment_id = decision.assessment_id AND r.reviewer_id = decision.reviewed_by_id)
  );

CREATE FUNCTION decision_changes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF current_setting('role') <> 'amana_request' THEN
      RETURN NEW;
    END IF;
    IF OLD.standing AND NOT NEW.standing
      AND (OLD.outcome, OLD.reason, OLD.reasons, OLD.letter, OLD.letter_locale, OLD.decided_by_id, OLD.reviewed_by_id, OLD.decided_at)
        = (NEW.outcome, NEW.reason, NEW.reasons, NEW.letter, NEW.letter_locale, NEW.decided_by_id, NEW.reviewed_by_id, NEW.decided_at)
      AND EXISTS (
        SELECT FROM past_decision p
        WHERE p.assessment_id = OLD.assessment_id AND p.undone_by_id = app_person()
          AND (p.outcome, p.reason, p.reasons, p.decided_by_id, p.decided_at)
            = (OLD.outcome, OLD.reason, OLD.reasons, OLD.decided_by_id, OLD.decided_at)
      )
    THEN
      RETURN NEW;
    END IF;
    IF NOT OLD.standing AND NEW.standing AND NEW.decided_by_id = app_person() AND NEW.decided_at > OLD.decided_at
      AND NOT EXISTS (
        SELECT FROM past_decision p
        WHERE p.assessment_id = OLD.assessment_id AND p.kind = 'appealed' AND p.decided_by_id = app_person()
      )
    THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a decision is undone with a trace and made anew, never changed' USING ERRCODE = 'insufficient_privilege';
  END
  $$;
CREATE TRIGGER only_undone_or_made_anew BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION decision_changes();
REVOKE EXECUTE ON FUNCTION decision_changes() FROM PUBLIC;

-- Nobody puts a signature under what fell.

CREATE POLICY in_force ON document_revision AS RESTRICTIVE FOR INSERT TO amana_request WITH CHECK (
  EXISTS (
    SELECT FROM issued_document i JOIN decision d ON d.assessment_id = i.assessment_id
    WHERE i.id = document_revision.document_id AND i.status = 'current' AND d.standing
  )
);

GRANT SELECT, INSERT ON past_decision TO amana_request;
CREATE POLICY seen ON past_decision FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = past_decision.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
);
CREATE POLICY undone ON past_decision FOR INSERT TO amana_request WITH CHECK (
  undone_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = past_decision.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = past_decision.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
  )
);

GRANT SELECT, INSERT, UPDATE (state, heard_by_id, reason, heard_at) ON appeal TO amana_request;
CREATE POLICY seen ON appeal FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = appeal.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body'))
);
CREATE POLICY lodged ON appeal FOR INSERT TO amana_request WITH CHECK (
  lodged_by_id = app_person() AND state = 'lodged' AND heard_by_id IS NULL
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = appeal.assessment_id AND m.capacity = 'author')
);
CREATE POLICY heard ON appeal FOR UPDATE TO amana_request
  USING (
    state = 'lodged'
    AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = appeal.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
  )
  WITH CHECK (
    CASE state
      WHEN 'taken_back' THEN
        heard_by_id IS NULL AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = appeal.assessment_id AND m.capacity = 'author')
      ELSE
        heard_by_id = app_person() AND state IN ('upheld', 'dismissed')
        AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = appeal.assessment_id AND m.capacity = 'reviewing_body')
        AND NOT EXISTS (
          SELECT FROM my_participation m WHERE m.record_id = appeal.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
        )
        AND NOT EXISTS (SELECT FROM decision d WHERE d.assessment_id = appeal.assessment_id AND app_person() IN (d.decided_by_id, d.reviewed_by_id))
        AND NOT EXISTS (SELECT FROM past_decision p WHERE p.assessment_id = appeal.assessment_id AND p.decided_by_id = app_person())
        AND NOT EXISTS (SELECT FROM review_opinion o WHERE o.assessment_id = appeal.assessment_id AND o.person_id = app_person())
    END
  );

GRANT SELECT, INSERT, UPDATE (body, revision, updated_by_id, updated_at) ON letter_template TO amana_request;
CREATE POLICY seen ON letter_template FOR SELECT TO amana_request USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations())));
CREATE POLICY written ON letter_template FOR INSERT TO amana_request WITH CHECK (
  updated_by_id = app_person() AND organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['approver', 'programme_officer'])))
);
CREATE POLICY changed ON letter_template FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['approver', 'programme_officer']))))
  WITH CHECK (updated_by_id = app_person());

-- The author's side does not say that it was decided or signed; it moves what is when it appeals.

DROP POLICY changed ON assessment;
CREATE POLICY changed ON assessment FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id AND m.capacity IN ('author', 'reviewing_body')))
  WITH CHECK (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id AND m.capacity = 'reviewing_body')
    OR (
      EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id AND m.capacity = 'author')
      AND CASE state
        WHEN 'draft' THEN true
        WHEN 'submitted' THEN true
        WHEN 'withdrawn' THEN true
        WHEN 'in_review' THEN EXISTS (SELECT FROM submission s WHERE s.assessment_id = assessment.id)
        WHEN 'decided' THEN EXISTS (SELECT FROM decision d WHERE d.assessment_id = assessment.id AND d.standing)
        WHEN 'being_signed' THEN EXISTS (SELECT FROM decision d WHERE d.assessment_id = assessment.id AND d.standing)
        WHEN 'signed' THEN EXISTS (
          SELECT FROM decision d
          JOIN issued_document i ON i.assessment_id = d.assessment_id
          JOIN document_revision r ON r.document_id = i.id AND r.final
          WHERE d.assessment_id = assessment.id AND d.standing AND i.status = 'current'
        )
        ELSE false
      END
    )
  );

-- Conditions

GRANT UPDATE (due_on, funds_sent_on, funds_arrived_on, met_at, machine_version, state, value, context, revision) ON condition TO amana_request;
CREATE POLICY moved ON condition FOR UPDATE TO amana_request
  USING (
    EXISTS (
      SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
    )
  )
  WITH CHECK (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity = 'reviewing_body')
    OR (
      state NOT IN ('checked', 'met', 'dropped')
      AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity IN ('author', 'contributor'))
    )
  );

GRANT SELECT, INSERT ON condition_event TO amana_request;
CREATE POLICY seen ON condition_event FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM condition c WHERE c.id = condition_event.condition_id));
CREATE POLICY noted ON condition_event FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND EXISTS (
    SELECT FROM condition c JOIN my_participation m ON m.record_id = c.assessment_id
    WHERE c.id = condition_event.condition_id AND CASE
      WHEN kind IN ('moneyArrived', 'giveEvidence', 'takeBackEvidence', 'askForTime', 'askForHelp') THEN m.capacity IN ('author', 'contributor')
      ELSE m.capacity = 'reviewing_body'
    END
  )
);

-- Notices are written by jobs; each person reads their own.

GRANT SELECT, UPDATE (read_at) ON notice TO amana_request;
CREATE POLICY seen ON notice FOR SELECT TO amana_request USING (person_id = app_person());
CREATE POLICY read ON notice FOR UPDATE TO amana_request USING (person_id = app_person());

GRANT SELECT, INSERT, UPDATE (name, added_by_id, removed_at) ON local_day TO amana_request;
CREATE POLICY seen ON local_day FOR SELECT TO amana_request USING (EXISTS (SELECT FROM known_organisation k WHERE k.id = local_day.organisation_id));
CREATE POLICY added ON local_day FOR INSERT TO amana_request WITH CHECK (
  added_by_id = app_person() AND organisation_id = ANY (ARRAY(SELECT app_my_organisations(
    ARRAY['administrator', 'programme_officer', 'principal_investigator', 'focal_point'])))
);
CREATE POLICY changed ON local_day FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations(
    ARRAY['administrator', 'programme_officer', 'principal_investigator', 'focal_point']))))
  WITH CHECK (added_by_id = app_person());

GRANT SELECT, INSERT ON document_download TO amana_request;
CREATE POLICY seen ON document_download FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM issued_document d WHERE d.id = document_download.document_id));
CREATE POLICY noted ON document_download FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND EXISTS (SELECT FROM issued_document d WHERE d.id = document_download.document_id)
);

-- Comments have an audience: those who write, those who judge, or both.

DROP POLICY seen ON comment;
CREATE POLICY seen ON comment FOR SELECT TO amana_request USING (
  (audience IN ('writers', 'both') AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id))
  OR (
    audience IN ('reviewers', 'both') AND NOT app_is_blind(assessment_id)
    AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = comment.assessment_id AND m.capacity = 'reviewing_body')
    AND NOT EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id)
  )
);
DROP POLICY said ON comment;
CREATE POLICY said ON comment FOR INSERT TO amana_request WITH CHECK (
  author_id = app_person() AND settled_at IS NULL AND settled_by_id IS NULL
  AND (
    (audience IN ('writers', 'both') AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id))
    OR (
      audience IN ('reviewers', 'both') AND NOT app_is_blind(assessment_id)
      AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = comment.assessment_id AND m.capacity = 'reviewing_body')
      AND NOT EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id)
    )
  )
);
DROP POLICY settled ON comment;
CREATE POLICY settled ON comment FOR UPDATE TO amana_request
  USING (
    (
      audience <> 'reviewers'
      AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id AND (p.edits OR comment.author_id = app_person()))
    )
    OR (
      audience IN ('reviewers', 'both') AND NOT app_is_blind(assessment_id)
      AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = comment.assessment_id AND m.capacity = 'reviewing_body')
      AND NOT EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id)
    )
  )
  WITH CHECK (settled_by_id IS NULL OR settled_by_id = app_person());

CREATE OR REPLACE VIEW known_evidence WITH (security_barrier) AS
  SELECT e.id, e.file_id FROM evidence_item e WHERE e.organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  UNION ALL
  SELECT e.id, e.file_id FROM evidence_use u JOIN evidence_item e ON e.id = u.evidence_id
  WHERE u.removed_at IS NULL AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = u.assessment_id)
  UNION ALL
  SELECT s.evidence_id, s.file_id FROM evidence_sent s
  WHERE EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = s.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body', 'outside_reviewer')
  )
  UNION ALL
  SELECT e.id, e.file_id FROM condition_event v JOIN condition c ON c.id = v.condition_id JOIN evidence_item e ON e.id = ANY (v.evidence_ids)
  WHERE EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = c.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
  UNION ALL
  SELECT e.id, e.file_id FROM evidence_item e
  WHERE e.in_passport AND e.removed_at IS NULL AND EXISTS (SELECT FROM open_passport o WHERE o.organisation_id = e.organisation_id);
COMMENT ON VIEW known_evidence IS
  'Evidence of my own body, of plans I help to write, of submissions I review, of conditions I follow, and in passports opened to me.';

CREATE OR REPLACE VIEW known_person WITH (security_barrier) AS
  SELECT app_person() AS id WHERE app_person() IS NOT NULL
  UNION ALL
  SELECT m.person_id FROM membership m WHERE m.organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  UNION ALL
  SELECT p.person_id FROM participation p
  WHERE p.person_id IS NOT NULL AND EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = p.record_id AND (m.capacity = 'reviewing_body' OR p.capacity NOT IN ('outside_reviewer', 'recused'))
  )
  UNION ALL
  SELECT a.created_by_id FROM assessment a WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = a.id)
  UNION ALL
  SELECT s.submitted_by_id FROM submission s WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = s.assessment_id)
  UNION ALL
  SELECT r.reviewer_id FROM review_remark r
  WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = r.assessment_id)
    AND app_remarks_released(r.assessment_id, r.submission_number)
  UNION ALL
  SELECT d.decided_by_id FROM decision d WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = d.assessment_id)
  UNION ALL
  SELECT d.reviewed_by_id FROM decision d WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = d.assessment_id)
  UNION ALL
  SELECT r.signer_id FROM document_revision r JOIN issued_document i ON i.id = r.document_id
  WHERE r.signer_id IS NOT NULL AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = i.assessment_id)
  UNION ALL
  SELECT a.updated_by_id FROM answer a WHERE EXISTS (SELECT FROM my_plan p WHERE p.record_id = a.assessment_id)
  UNION ALL
  SELECT c.author_id FROM comment c
  WHERE c.audience <> 'reviewers' AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = c.assessment_id)
  UNION ALL
  SELECT c.settled_by_id FROM comment c
  WHERE c.settled_by_id IS NOT NULL AND c.audience <> 'reviewers' AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = c.assessment_id)
  UNION ALL
  SELECT r.updated_by_id FROM register_row r WHERE EXISTS (SELECT FROM my_plan p WHERE p.record_id = r.assessment_id)
  UNION ALL
  SELECT a.person_id FROM assignment a
  WHERE a.person_id IS NOT NULL AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = a.assessment_id)
  UNION ALL
  SELECT unnest(ARRAY[c.author_id, c.settled_by_id]) FROM comment c
  WHERE c.audience = 'both' AND EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = c.assessment_id AND m.capacity IN ('reviewing_body', 'author', 'contributor')
  )
  UNION ALL
  SELECT a.person_id FROM review_assignment a
  WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = a.assessment_id AND m.capacity = 'reviewing_body')
  UNION ALL
  SELECT p.decided_by_id FROM past_decision p WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = p.assessment_id)
  UNION ALL
  SELECT p.undone_by_id FROM past_decision p WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = p.assessment_id)
  UNION ALL
  SELECT unnest(ARRAY[p.lodged_by_id, p.heard_by_id]) FROM appeal p
  WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = p.assessment_id)
  UNION ALL
  SELECT v.person_id FROM condition_event v JOIN condition c ON c.id = v.condition_id
  WHERE v.person_id IS NOT NULL AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = c.assessment_id)
  UNION ALL
  SELECT l.person_id FROM document_download l JOIN issued_document i ON i.id = l.document_id
  WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = i.assessment_id)
  UNION ALL
  SELECT s.person_id FROM risk_sign_off s WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = s.assessment_id)
  UNION ALL
  SELECT r.person_id FROM passport_reading r JOIN passport_grant g ON g.id = r.grant_id
  WHERE g.organisation_id = ANY (ARRAY(SELECT app_my_organisations()));
COMMENT ON VIEW known_person IS
  'People whose name I may read: colleagues, those who take part or have acted in records I take part in, and who read my body''s passport.';


-- Ledger: that somebody stepped back is entered after the record has gone from their sight.

CREATE OR REPLACE FUNCTION ledger_refuse_stranger() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF current_setting('role') = 'amana_request' AND NEW.action ~ '^caselog\.' THEN
      RAISE EXCEPTION 'entries about the case log are the owner''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF current_setting('role') <> 'amana_request' OR NEW.subject IS NULL
      OR NEW.subject !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    THEN
      RETURN NEW;
    END IF;
    IF NEW.action = 'review.stepBack' AND EXISTS (
      SELECT FROM participation p WHERE p.record_id = NEW.subject::uuid AND p.person_id = app_person() AND p.capacity = 'recused'
    ) THEN
      RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM record r WHERE r.id = NEW.subject::uuid) AND NOT app_sees(NEW.subject::uuid) THEN
      RAISE EXCEPTION 'an entry about a record is made by who takes part in it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;

REVOKE EXECUTE ON FUNCTION
  app_recuse(uuid, text, timestamptz), app_add_outside_reviewer(uuid, uuid, text), app_is_blind(uuid), app_review_over(uuid)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_recuse(uuid, text, timestamptz), app_add_outside_reviewer(uuid, uuid, text), app_is_blind(uuid), app_review_over(uuid)
  TO amana_request;

-- Ledger: one commitment a day to the private case log.

CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON ledger_commitment EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE ON ledger_commitment FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE ledger_commitment ENABLE ROW LEVEL SECURITY;

-- The same figures stand in app/server/jobs/names.server.ts.
SELECT pgboss.create_queue(q.name, jsonb_build_object('policy', 'standard', 'deadLetter', 'dead',
    'retentionSeconds', 5184000, 'deleteAfterSeconds', 2592000, 'retryLimit', 3, 'retryDelay', 5,
    'retryBackoff', true, 'retryDelayMax', 300, 'expireInSeconds', q.expires))
FROM (VALUES ('commitDay', 300), ('watchConditions', 600), ('mailNotices', 300)) AS q(name, expires);

-- How many, in which state, for whom: counted at once, behind row-level security and by the same rules.

CREATE INDEX assessment_state_idx ON assessment (state, submitted_at);

CREATE FUNCTION app_standing()
  RETURNS TABLE (record_id uuid, writes boolean, judges boolean, above boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5000 -- so that whoever joins it does not look each record up by itself
  SET search_path = pg_catalog, public, pg_temp
  SET jit = off
  AS $$
  DECLARE
    me uuid := app_person();
    write_for uuid[] := ARRAY(SELECT app_my_organisations(
      ARRAY['principal_investigator', 'focal_point', 'safeguarding_lead', 'programme_officer']));
    judge_for uuid[] := ARRAY(SELECT app_my_organisations(
      ARRAY['programme_officer', 'reviewer', 'approver', 'safeguarding_lead']));
    stand_for uuid[] := ARRAY(SELECT app_my_organisations(
      ARRAY['programme_officer', 'reviewer', 'approver', 'principal_investigator', 'safeguarding_lead']));
    stepped_back uuid[] := ARRAY(
      SELECT r.record_id FROM participation r WHERE r.person_id = me AND r.capacity = 'recused' AND r.until_at IS NULL);
    latest timestamptz := now() + interval '1 minute'; -- as app_in_force
  BEGIN
    RETURN QUERY
    SELECT m.record_id, m.sides & 1 > 0, m.sides & 2 > 0, m.sides & 4 > 0
    FROM (
      SELECT p.record_id, bit_or(
        CASE p.capacity
          WHEN 'reviewing_body' THEN 2
          WHEN 'author' THEN 1
          WHEN 'contributor' THEN 1
          WHEN 'commenter' THEN 1
          WHEN 'outside_reviewer' THEN 2
          WHEN 'owner' THEN 4
          WHEN 'upper_tier' THEN 4
          ELSE 0
        END) AS sides
      FROM participation p
      WHERE (p.organisation_id = ANY (write_for || judge_for || stand_for) OR p.person_id = me)
        AND p.from_at <= latest AND (p.until_at IS NULL OR p.until_at > now())
        AND CASE p.capacity
          WHEN 'reviewing_body' THEN p.organisation_id = ANY (judge_for) OR p.person_id = me
          WHEN 'author' THEN p.organisation_id = ANY (write_for) OR p.person_id = me
          WHEN 'owner' THEN p.organisation_id = ANY (stand_for) OR p.person_id = me
          WHEN 'upper_tier' THEN p.organisation_id = ANY (stand_for) OR p.person_id = me
          WHEN 'recused' THEN false
          ELSE p.person_id = me
        END
        AND p.record_id <> ALL (stepped_back)
      GROUP BY p.record_id
    ) m;
  END
  $$;
COMMENT ON FUNCTION app_standing() IS 'On which side of each record I am, by the jobs I hold there.';

CREATE FUNCTION app_overview()
  RETURNS TABLE (call_id uuid, state text, judges boolean, count bigint, oldest timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  SET jit = off
  AS $$
    SELECT a.call_id, a.state, m.judges, count(*), min(a.submitted_at)
    FROM assessment a JOIN app_standing() m ON m.record_id = a.id
    WHERE m.writes OR a.state <> 'draft'
    GROUP BY a.call_id, a.state, m.judges
  $$;
COMMENT ON FUNCTION app_overview() IS 'Assessments I may see the progress of, by call and state.';

CREATE FUNCTION app_owed(today date)
  RETURNS TABLE (state text, judges boolean, late boolean, count bigint, oldest date)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  SET jit = off
  AS $$
    SELECT c.state, m.judges, late.is, count(*), min(c.due_on)
    FROM condition c JOIN app_standing() m ON m.record_id = c.assessment_id
    CROSS JOIN LATERAL (
      SELECT CASE c.state
        WHEN 'waiting_for_money' THEN coalesce(c.funds_expected_on < today, false)
        WHEN 'open' THEN c.due_on < today
        ELSE false
      END AS is
    ) late
    WHERE c.state <> 'dropped' AND (m.writes OR m.judges)
    GROUP BY c.state, m.judges, late.is
  $$;
COMMENT ON FUNCTION app_owed(date) IS 'Conditions of records I write or judge, by state, and how many are late.';

REVOKE EXECUTE ON FUNCTION app_standing(), app_overview(), app_owed(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_standing(), app_overview(), app_owed(date) TO amana_request;

-- The documents of one assessment name those of another that took their place: only where I judge both, and only once.

CREATE FUNCTION app_name_replacement(old_record uuid, new_record uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF app_sees(old_record, ARRAY['reviewing_body']) IS NOT TRUE OR app_sees(new_record, ARRAY['reviewing_body']) IS NOT TRUE
      OR app_sees(old_record, ARRAY['author', 'contributor', 'commenter']) IS TRUE
    THEN
      RAISE EXCEPTION 'documents are replaced by the body that judged both' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE issued_document o SET replaced_by_id = (
      SELECT n.id FROM issued_document n WHERE n.assessment_id = new_record AND n.kind = o.kind AND n.status = 'current'
      ORDER BY n.round DESC LIMIT 1
    )
    WHERE o.assessment_id = old_record AND o.status = 'replaced' AND o.replaced_by_id IS NULL;
    RETURN FOUND;
  END
  $$;
COMMENT ON FUNCTION app_name_replacement(uuid, uuid) IS
  'The replaced documents of one assessment name, once, those of another that took their place; I judge both and write neither.';
REVOKE EXECUTE ON FUNCTION app_name_replacement(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_name_replacement(uuid, uuid) TO amana_request;

-- A second lock behind the policy: nobody confirms what they found enough themselves, and whoever owes a condition neither
-- says that it is met nor moves its day nearer.

CREATE FUNCTION condition_changes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    found_by uuid;
    writes boolean;
  BEGIN
    IF current_setting('role') <> 'amana_request' THEN
      RETURN NEW;
    END IF;
    writes := app_writes(NEW.assessment_id, app_person());
    IF NEW.state = 'met' AND OLD.state <> 'met' THEN
      SELECT e.person_id INTO found_by FROM condition_event e
        WHERE e.condition_id = NEW.id AND e.kind = 'findEnough' ORDER BY e.at DESC, e.id DESC LIMIT 1;
      IF OLD.state <> 'checked' OR found_by IS NULL OR found_by = app_person() OR writes THEN
        RAISE EXCEPTION 'a condition is met when a second person confirms it' USING ERRCODE = 'insufficient_privilege';
      END IF;
    END IF;
    IF OLD.state IN ('met', 'dropped') OR NEW.due_on < OLD.due_on THEN
      RAISE EXCEPTION 'what is over stays over, and no day is taken away' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER met_by_two BEFORE UPDATE ON condition FOR EACH ROW EXECUTE FUNCTION condition_changes();
REVOKE EXECUTE ON FUNCTION condition_changes() FROM PUBLIC;

-- Whoever reviews says that it is done, or steps back, and nothing else about their own part: who reviews and what is paid is
-- the body's.

CREATE FUNCTION assignment_changes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF current_setting('role') <> 'amana_request' OR OLD.ended_at IS NOT NULL AND NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NEW;
    END IF;
    -- Within app_recuse the role is still the request's.
    IF OLD.person_id = app_person() AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
      AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at'
      AND EXISTS (SELECT FROM participation p WHERE p.record_id = OLD.assessment_id AND p.person_id = app_person() AND p.capacity = 'recused')
    THEN
      RETURN NEW;
    END IF;
    IF (NEW.ended_at, NEW.paid, NEW.paid_currency, NEW.paid_on) IS DISTINCT FROM (OLD.ended_at, OLD.paid, OLD.paid_currency, OLD.paid_on)
      AND NOT EXISTS (
        SELECT FROM assessment a
        WHERE a.id = OLD.assessment_id AND a.reviewing_body_id IN (SELECT app_my_organisations(ARRAY['programme_officer', 'approver']))
      )
    THEN
      RAISE EXCEPTION 'who reviews and what is paid for it is said by the body that asked' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.done_at IS DISTINCT FROM OLD.done_at AND (OLD.done_at IS NOT NULL OR OLD.person_id <> app_person()) THEN
      RAISE EXCEPTION 'that a review is done is said once, by who did it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER only_ones_own BEFORE UPDATE ON review_assignment FOR EACH ROW EXECUTE FUNCTION assignment_changes();
REVOKE EXECUTE ON FUNCTION assignment_changes() FROM PUBLIC;

CREATE FUNCTION app_end_outside_review(record uuid, person uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT FROM assessment a
      WHERE a.id = record AND a.reviewing_body_id IN (SELECT app_my_organisations(ARRAY['programme_officer', 'approver']))
    ) OR app_sees(record, ARRAY['reviewing_body']) IS NOT TRUE THEN
      RAISE EXCEPTION 'only the body that asked somebody from outside ends it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE participation p SET until_at = now()
    WHERE p.record_id = record AND p.person_id = person AND p.capacity = 'outside_reviewer' AND p.until_at IS NULL;
    RETURN FOUND;
  END
  $$;
COMMENT ON FUNCTION app_end_outside_review(uuid, uuid) IS
  'Who was asked from outside to look at a record takes part no longer; said by the body that asked.';
REVOKE EXECUTE ON FUNCTION app_end_outside_review(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_end_outside_review(uuid, uuid) TO amana_request;
