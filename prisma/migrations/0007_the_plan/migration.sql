-- AlterTable
ALTER TABLE "answer" ADD COLUMN     "passport_on" DATE,
ADD COLUMN     "value" JSONB;

-- AlterTable
ALTER TABLE "call" ADD COLUMN     "least_tier" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "written_by_ids" UUID[];

-- CreateTable
CREATE TABLE "plan_context" (
    "assessment_id" UUID NOT NULL,
    "circumstances" JSONB NOT NULL,
    "tier" INTEGER NOT NULL,
    "audiences" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 0,
    "updated_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_context_pkey" PRIMARY KEY ("assessment_id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "requirement_id" TEXT,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "assessment_id" UUID NOT NULL,
    "principle" TEXT NOT NULL,
    "person_id" UUID,
    "assigned_by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("assessment_id","principle")
);

-- CreateTable
CREATE TABLE "register_row" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "register" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "sealed" BYTEA,
    "position" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "updated_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_sign_off" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "assessment_id" UUID NOT NULL,
    "row_id" UUID NOT NULL,
    "row_revision" INTEGER NOT NULL,
    "capacity" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "risk_sign_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirement_note" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "framework_id" TEXT NOT NULL,
    "framework_version" INTEGER NOT NULL,
    "requirement_id" TEXT NOT NULL,
    "assessment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_by_id" UUID,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "requirement_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "framework_version" (
    "framework_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "organisation_id" UUID NOT NULL,
    "source" JSONB NOT NULL,
    "words" JSONB NOT NULL,
    "sha256" BYTEA NOT NULL,
    "published_by_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "framework_version_pkey" PRIMARY KEY ("framework_id","version")
);

-- CreateTable
CREATE TABLE "evidence_item" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "page" TEXT,
    "assessed_by" TEXT,
    "dated_on" DATE,
    "review_on" DATE,
    "still_true_on" DATE,
    "still_true_by_id" UUID,
    "in_passport" BOOLEAN NOT NULL DEFAULT false,
    "file_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "evidence_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_file" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "cleaned" BOOLEAN NOT NULL DEFAULT false,
    "scan" TEXT NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_use" (
    "assessment_id" UUID NOT NULL,
    "requirement_id" TEXT NOT NULL,
    "evidence_id" UUID NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_use_pkey" PRIMARY KEY ("assessment_id","requirement_id","evidence_id")
);

-- CreateTable
CREATE TABLE "evidence_sent" (
    "assessment_id" UUID NOT NULL,
    "submission_number" INTEGER NOT NULL,
    "evidence_id" UUID NOT NULL,
    "file_id" UUID,

    CONSTRAINT "evidence_sent_pkey" PRIMARY KEY ("assessment_id","submission_number","evidence_id")
);

-- CreateTable
CREATE TABLE "passport_answer" (
    "organisation_id" UUID NOT NULL,
    "framework_id" TEXT NOT NULL,
    "requirement_id" TEXT NOT NULL,
    "framework_version" INTEGER NOT NULL,
    "choice" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "due_on" DATE,
    "value" JSONB,
    "source_id" UUID,
    "confirmed_on" DATE NOT NULL,
    "confirmed_by_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "passport_answer_pkey" PRIMARY KEY ("organisation_id","framework_id","requirement_id")
);

-- CreateTable
CREATE TABLE "passport_grant" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "to_organisation_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "until_on" DATE NOT NULL,
    "granted_by_id" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "passport_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passport_reading" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "grant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passport_reading_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comment_assessment_id_idx" ON "comment"("assessment_id");

-- CreateIndex
CREATE INDEX "comment_author_id_idx" ON "comment"("author_id");

-- CreateIndex
CREATE INDEX "assignment_person_id_idx" ON "assignment"("person_id");

-- CreateIndex
CREATE INDEX "register_row_assessment_id_register_idx" ON "register_row"("assessment_id", "register");

-- CreateIndex
CREATE INDEX "register_row_updated_by_id_idx" ON "register_row"("updated_by_id");

-- CreateIndex
CREATE INDEX "risk_sign_off_assessment_id_idx" ON "risk_sign_off"("assessment_id");

-- CreateIndex
CREATE INDEX "risk_sign_off_person_id_idx" ON "risk_sign_off"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "risk_sign_off_row_id_row_revision_capacity_key" ON "risk_sign_off"("row_id", "row_revision", "capacity");

-- CreateIndex
CREATE INDEX "requirement_note_framework_id_framework_version_idx" ON "requirement_note"("framework_id", "framework_version");

-- CreateIndex
CREATE INDEX "requirement_note_assessment_id_idx" ON "requirement_note"("assessment_id");

-- CreateIndex
CREATE INDEX "framework_version_organisation_id_idx" ON "framework_version"("organisation_id");

-- CreateIndex
CREATE INDEX "evidence_item_organisation_id_idx" ON "evidence_item"("organisation_id");

-- CreateIndex
CREATE INDEX "evidence_item_file_id_idx" ON "evidence_item"("file_id");

-- CreateIndex
CREATE INDEX "evidence_file_organisation_id_idx" ON "evidence_file"("organisation_id");

-- CreateIndex
CREATE INDEX "evidence_use_evidence_id_idx" ON "evidence_use"("evidence_id");

-- CreateIndex
CREATE INDEX "evidence_sent_evidence_id_idx" ON "evidence_sent"("evidence_id");

-- CreateIndex
CREATE INDEX "passport_grant_organisation_id_idx" ON "passport_grant"("organisation_id");

-- CreateIndex
CREATE INDEX "passport_grant_to_organisation_id_idx" ON "passport_grant"("to_organisation_id");

-- CreateIndex
CREATE INDEX "passport_grant_call_id_idx" ON "passport_grant"("call_id");

-- CreateIndex
CREATE INDEX "passport_reading_grant_id_idx" ON "passport_reading"("grant_id");

-- CreateIndex
CREATE INDEX "passport_reading_person_id_idx" ON "passport_reading"("person_id");

-- CreateIndex
CREATE INDEX "answer_updated_by_id_idx" ON "answer"("updated_by_id");

-- AddForeignKey
ALTER TABLE "plan_context" ADD CONSTRAINT "plan_context_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "register_row" ADD CONSTRAINT "register_row_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_sign_off" ADD CONSTRAINT "risk_sign_off_row_id_fkey" FOREIGN KEY ("row_id") REFERENCES "register_row"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement_note" ADD CONSTRAINT "requirement_note_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "framework_version" ADD CONSTRAINT "framework_version_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "evidence_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_use" ADD CONSTRAINT "evidence_use_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_use" ADD CONSTRAINT "evidence_use_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_sent" ADD CONSTRAINT "evidence_sent_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_sent" ADD CONSTRAINT "evidence_sent_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passport_answer" ADD CONSTRAINT "passport_answer_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passport_grant" ADD CONSTRAINT "passport_grant_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passport_grant" ADD CONSTRAINT "passport_grant_to_organisation_id_fkey" FOREIGN KEY ("to_organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passport_grant" ADD CONSTRAINT "passport_grant_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passport_reading" ADD CONSTRAINT "passport_reading_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "passport_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Access. Whoever writes a plan is its author side: the body itself, contributors who edit, and people who only comment.

CREATE VIEW my_plan WITH (security_barrier) AS
  SELECT m.record_id, bool_or(m.capacity IN ('author', 'contributor')) AS edits, bool_or(m.capacity = 'author') AS owns
  FROM my_participation m
  WHERE m.capacity = 'author' OR (
    m.capacity IN ('contributor', 'commenter') AND NOT EXISTS (
      SELECT FROM assessment a JOIN membership s ON s.organisation_id = a.reviewing_body_id
      WHERE a.id = m.record_id AND s.person_id = app_person() AND app_in_force(s.from_at, s.until_at)
    )
  )
  GROUP BY m.record_id;
COMMENT ON VIEW my_plan IS
  'Plans on whose author side I am, and whether I edit them or own them. Whoever joins the reviewing body later writes no more.';

CREATE VIEW open_passport WITH (security_barrier) AS
  SELECT g.id, g.organisation_id, g.call_id FROM passport_grant g
  WHERE g.ended_at IS NULL AND g.until_on >= current_date
    AND g.to_organisation_id = ANY (ARRAY(SELECT app_my_organisations()));
COMMENT ON VIEW open_passport IS 'Passports that their owners have opened to a body of mine, today.';

CREATE VIEW known_evidence WITH (security_barrier) AS
  SELECT e.id, e.file_id FROM evidence_item e WHERE e.organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  UNION ALL
  SELECT e.id, e.file_id FROM evidence_use u JOIN evidence_item e ON e.id = u.evidence_id
  WHERE u.removed_at IS NULL AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = u.assessment_id)
  UNION ALL
  SELECT s.evidence_id, s.file_id FROM evidence_sent s
  WHERE EXISTS (
    SELECT FROM my_participation m WHERE m.record_id = s.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
  UNION ALL
  SELECT e.id, e.file_id FROM evidence_item e
  WHERE e.in_passport AND e.removed_at IS NULL AND EXISTS (SELECT FROM open_passport o WHERE o.organisation_id = e.organisation_id);
COMMENT ON VIEW known_evidence IS 'Evidence of my own body, of plans I help to write, of submissions I review, and in passports opened to me.';

CREATE OR REPLACE VIEW known_organisation WITH (security_barrier) AS
  SELECT app_my_organisations() AS id
  UNION ALL
  SELECT p.organisation_id FROM participation p
  WHERE p.organisation_id IS NOT NULL AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = p.record_id)
  UNION ALL
  SELECT a.reviewing_body_id FROM assessment a WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = a.id)
  UNION ALL
  SELECT a.organisation_id FROM award a WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = a.id)
  UNION ALL
  SELECT c.organisation_id FROM known_call c
  UNION ALL
  SELECT p.organisation_id FROM programme p JOIN known_programme k ON k.id = p.id
  UNION ALL
  SELECT m.organisation_id FROM membership m WHERE m.person_id = app_person()
  UNION ALL
  SELECT o.organisation_id FROM open_passport o;

CREATE OR REPLACE VIEW known_person WITH (security_barrier) AS
  SELECT app_person() AS id WHERE app_person() IS NOT NULL
  UNION ALL
  SELECT m.person_id FROM membership m WHERE m.organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  UNION ALL
  SELECT p.person_id FROM participation p
  WHERE p.person_id IS NOT NULL AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = p.record_id)
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
  SELECT c.author_id FROM comment c WHERE EXISTS (SELECT FROM my_plan p WHERE p.record_id = c.assessment_id)
  UNION ALL
  SELECT c.settled_by_id FROM comment c
  WHERE c.settled_by_id IS NOT NULL AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = c.assessment_id)
  UNION ALL
  SELECT r.updated_by_id FROM register_row r WHERE EXISTS (SELECT FROM my_plan p WHERE p.record_id = r.assessment_id)
  UNION ALL
  SELECT a.person_id FROM assignment a
  WHERE a.person_id IS NOT NULL AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = a.assessment_id)
  UNION ALL
  SELECT s.person_id FROM risk_sign_off s WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = s.assessment_id)
  UNION ALL
  SELECT r.person_id FROM passport_reading r JOIN passport_grant g ON g.id = r.grant_id
  WHERE g.organisation_id = ANY (ARRAY(SELECT app_my_organisations()));
COMMENT ON VIEW known_person IS
  'People whose name I may read: colleagues, those who take part or have acted in records I take part in, and who read my body''s passport.';

GRANT SELECT ON my_plan, open_passport, known_evidence TO amana_request;

CREATE OR REPLACE FUNCTION app_add_participation(record uuid, organisation uuid, person uuid, capacity text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_column
  BEGIN
    IF app_sees(record, ARRAY['owner', 'author', 'holder']) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who owns, wrote or holds a record adds others to it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF coalesce(capacity NOT IN ('reviewing_body', 'holder', 'partner', 'contributor', 'commenter'), true) THEN
      RAISE EXCEPTION 'nobody is added as %', capacity USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity = 'reviewing_body' AND NOT EXISTS (
      SELECT FROM assessment a WHERE a.id = record AND a.reviewing_body_id = organisation AND person IS NULL
    ) THEN
      RAISE EXCEPTION 'only the reviewing body that the assessment names may review it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity IN ('contributor', 'commenter') AND (
      person IS NULL OR organisation IS NOT NULL OR app_sees(record, ARRAY['author']) IS NOT TRUE
      OR NOT EXISTS (SELECT FROM assessment a WHERE a.id = record)
      OR EXISTS (
        SELECT FROM assessment a JOIN membership m ON m.organisation_id = a.reviewing_body_id
        WHERE a.id = record AND m.person_id = person AND app_in_force(m.from_at, m.until_at)
      )
    ) THEN
      RAISE EXCEPTION 'a plan is written with people, asked by its author, who do not belong to the body that reviews it'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO participation (record_id, organisation_id, person_id, capacity)
    VALUES (record, organisation, person, capacity)
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO UPDATE
      SET from_at = CASE WHEN participation.until_at IS NULL THEN participation.from_at ELSE now() END, until_at = NULL;
    RETURN true;
  END
  $$;

CREATE FUNCTION app_end_contribution(record uuid, person uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF app_sees(record, ARRAY['author']) IS NOT TRUE AND person IS DISTINCT FROM app_person() THEN
      RAISE EXCEPTION 'only the author ends what somebody contributes, or that person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE participation p SET until_at = now()
    WHERE p.record_id = record AND p.person_id = person AND p.capacity IN ('contributor', 'commenter') AND p.until_at IS NULL;
    RETURN FOUND;
  END
  $$;
COMMENT ON FUNCTION app_end_contribution(uuid, uuid) IS 'Ends what one person contributes to a plan: by its author, or by that person.';

CREATE FUNCTION app_framework(wanted text, wanted_version integer)
  RETURNS TABLE (organisation_id uuid, source jsonb, words jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT f.organisation_id, f.source, f.words FROM framework_version f WHERE f.framework_id = wanted AND f.version = wanted_version
  $$;
COMMENT ON FUNCTION app_framework(text, integer) IS 'A framework version that was brought in. What is asked of people is no secret.';

CREATE FUNCTION app_may_give_evidence(organisation uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT organisation IN (SELECT app_my_organisations())
      OR EXISTS (SELECT FROM assessment a JOIN my_plan p ON p.record_id = a.id WHERE a.organisation_id = organisation AND p.edits)
  $$;
COMMENT ON FUNCTION app_may_give_evidence(uuid) IS 'Whether I may add a document for this body: as a member, or as a contributor to one of its plans.';

CREATE FUNCTION app_owns_framework(framework text, version integer) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT CASE
      WHEN EXISTS (SELECT FROM framework_version f WHERE f.framework_id = framework AND f.version = app_owns_framework.version) THEN
        EXISTS (
          SELECT FROM framework_version f
          WHERE f.framework_id = framework AND f.version = app_owns_framework.version
            AND f.organisation_id IN (SELECT app_my_organisations(ARRAY['programme_officer', 'safeguarding_lead', 'administrator']))
        )
      ELSE EXISTS (SELECT app_my_organisations(ARRAY['administrator']))
    END
  $$;
COMMENT ON FUNCTION app_owns_framework(text, integer) IS
  'Whether I read what people say about its questions: the body that brought it in, or the administrators for what came with the program.';

CREATE FUNCTION app_writes(plan uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM participation p
      WHERE p.record_id = plan AND p.person_id = person AND p.capacity = 'contributor' AND app_in_force(p.from_at, p.until_at)
    ) OR EXISTS (
      SELECT FROM assessment a JOIN membership m ON m.organisation_id = a.organisation_id
      WHERE a.id = plan AND m.person_id = person AND app_in_force(m.from_at, m.until_at)
        AND m.role IN ('principal_investigator', 'focal_point', 'safeguarding_lead')
    )
  $$;
COMMENT ON FUNCTION app_writes(uuid, uuid) IS 'Whether this person writes the plan today, for its body or invited.';

CREATE FUNCTION app_row_of_plan(wanted uuid, plan uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM register_row r WHERE r.id = wanted AND r.assessment_id = plan) $$;
COMMENT ON FUNCTION app_row_of_plan(uuid, uuid) IS 'Whether this line of a register belongs to this plan.';

CREATE FUNCTION app_may_name_framework(framework text, organisation uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT framework <> 'amana-ukcdr'
      AND EXISTS (SELECT FROM organisation o WHERE o.id = app_may_name_framework.organisation AND o.kind = 'funder')
      AND NOT EXISTS (
        SELECT FROM framework_version f
        WHERE split_part(f.framework_id, '-', 1) = split_part(framework, '-', 1) AND f.organisation_id <> organisation
      )
  $$;
COMMENT ON FUNCTION app_may_name_framework(text, uuid) IS
  'Whether this body is a funder and the mark at the beginning of the name is its own, or nobody''s yet.';

-- Whoever reads what people say about a question is not told who said it, and cannot find out: no row of theirs is shown.

CREATE FUNCTION app_notes()
  RETURNS TABLE (
    id uuid, framework_id text, framework_version integer, requirement_id text, body text, locale text, said_on date, read_at timestamptz,
    people bigint
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH owned AS MATERIALIZED (
      SELECT n.framework_id, n.framework_version FROM requirement_note n
      GROUP BY n.framework_id, n.framework_version
      HAVING app_owns_framework(n.framework_id, n.framework_version)
    ), voices AS (
      SELECT n.framework_id, n.framework_version, n.requirement_id, count(DISTINCT n.person_id) AS people
      FROM requirement_note n JOIN owned USING (framework_id, framework_version)
      GROUP BY n.framework_id, n.framework_version, n.requirement_id
    )
    SELECT n.id, n.framework_id, n.framework_version, n.requirement_id, n.body, n.locale, (n.at AT TIME ZONE 'UTC')::date, n.read_at, v.people
    FROM requirement_note n JOIN voices v USING (framework_id, framework_version, requirement_id)
    ORDER BY n.at DESC, n.id LIMIT 1000
  $$;
COMMENT ON FUNCTION app_notes() IS 'The newest of what people say about questions of frameworks that are mine, with the day and without who said it.';

CREATE FUNCTION app_mark_notes(notes uuid[]) RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH marked AS (
      UPDATE requirement_note n SET read_by_id = app_person(), read_at = now()
      WHERE n.id = ANY (notes) AND n.read_at IS NULL AND app_owns_framework(n.framework_id, n.framework_version)
      RETURNING 1
    )
    SELECT count(*) FROM marked
  $$;
COMMENT ON FUNCTION app_mark_notes(uuid[]) IS 'Notes that I have read: only about frameworks that are mine.';

-- Who helps to write reads what the author reads; a decision and its documents, whoever edits.

DROP POLICY seen ON submission;
CREATE POLICY seen ON submission FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = submission.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter', 'reviewing_body')
  )
);
DROP POLICY seen ON review_remark;
CREATE POLICY seen ON review_remark FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'reviewing_body')
  OR (
    EXISTS (
      SELECT FROM my_participation m
      WHERE m.record_id = review_remark.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
    )
    AND app_remarks_released(assessment_id, submission_number)
  )
);
DROP POLICY made ON review_remark;
CREATE POLICY made ON review_remark FOR INSERT TO amana_request WITH CHECK (
  reviewer_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = review_remark.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
  )
);
DROP POLICY seen ON decision;
CREATE POLICY seen ON decision FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = decision.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
);
DROP POLICY made ON decision;
CREATE POLICY made ON decision FOR INSERT TO amana_request WITH CHECK (
  decided_by_id = app_person()
  AND reviewed_by_id <> decided_by_id
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = decision.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
  )
  AND EXISTS (
    SELECT FROM review_remark r WHERE r.assessment_id = decision.assessment_id AND r.reviewer_id = decision.reviewed_by_id
  )
);
DROP POLICY seen ON condition;
CREATE POLICY seen ON condition FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = condition.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
);
DROP POLICY made ON condition;
CREATE POLICY made ON condition FOR INSERT TO amana_request WITH CHECK (
  set_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = condition.assessment_id AND m.capacity IN ('author', 'contributor', 'commenter')
  )
);
DROP POLICY seen ON issued_document;
CREATE POLICY seen ON issued_document FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = issued_document.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'plan_context', 'comment', 'assignment', 'register_row', 'risk_sign_off', 'requirement_note', 'framework_version', 'evidence_item',
    'evidence_file', 'evidence_use', 'evidence_sent', 'passport_answer', 'passport_grant', 'passport_reading'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

GRANT UPDATE (least_tier) ON call TO amana_request;
GRANT UPDATE (value, passport_on) ON answer TO amana_request;

DROP POLICY seen ON answer;
DROP POLICY given ON answer;
DROP POLICY changed ON answer;
CREATE POLICY seen ON answer FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = answer.assessment_id));
CREATE POLICY given ON answer FOR INSERT TO amana_request WITH CHECK (
  updated_by_id = app_person() AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = answer.assessment_id AND p.edits)
);
CREATE POLICY changed ON answer FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = answer.assessment_id AND p.edits))
  WITH CHECK (updated_by_id = app_person() AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = answer.assessment_id AND p.edits));

GRANT SELECT, INSERT, UPDATE (circumstances, tier, audiences, revision, updated_by_id, updated_at) ON plan_context TO amana_request;
CREATE POLICY seen ON plan_context FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = plan_context.assessment_id));
CREATE POLICY described ON plan_context FOR INSERT TO amana_request WITH CHECK (
  updated_by_id = app_person() AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = plan_context.assessment_id AND p.edits)
);
CREATE POLICY changed ON plan_context FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = plan_context.assessment_id AND p.edits))
  WITH CHECK (updated_by_id = app_person());

GRANT SELECT, INSERT, UPDATE (settled_by_id, settled_at) ON comment TO amana_request;
CREATE POLICY seen ON comment FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id));
CREATE POLICY said ON comment FOR INSERT TO amana_request WITH CHECK (
  author_id = app_person() AND settled_at IS NULL AND settled_by_id IS NULL AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id)
);
CREATE POLICY settled ON comment FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = comment.assessment_id AND (p.edits OR comment.author_id = app_person())))
  WITH CHECK (settled_by_id IS NULL OR settled_by_id = app_person());

GRANT SELECT, INSERT, UPDATE (person_id, assigned_by_id, at) ON assignment TO amana_request;
CREATE POLICY seen ON assignment FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = assignment.assessment_id));
CREATE POLICY given ON assignment FOR INSERT TO amana_request WITH CHECK (
  assigned_by_id = app_person() AND (person_id IS NULL OR app_writes(assessment_id, person_id))
  AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = assignment.assessment_id AND p.owns)
);
CREATE POLICY changed ON assignment FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = assignment.assessment_id AND p.owns))
  WITH CHECK (assigned_by_id = app_person() AND (person_id IS NULL OR app_writes(assessment_id, person_id)));

GRANT SELECT, INSERT, UPDATE ("values", sealed, "position", revision, updated_by_id, updated_at, removed_at) ON register_row TO amana_request;
CREATE POLICY seen ON register_row FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = register_row.assessment_id));
CREATE POLICY added ON register_row FOR INSERT TO amana_request WITH CHECK (
  created_by_id = app_person() AND updated_by_id = app_person()
  AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = register_row.assessment_id AND p.edits)
);
CREATE POLICY changed ON register_row FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = register_row.assessment_id AND p.edits))
  WITH CHECK (updated_by_id = app_person());

GRANT SELECT, INSERT ON risk_sign_off TO amana_request;
CREATE POLICY seen ON risk_sign_off FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_plan p WHERE p.record_id = risk_sign_off.assessment_id)
  OR EXISTS (SELECT FROM my_participation m WHERE m.record_id = risk_sign_off.assessment_id AND m.capacity = 'reviewing_body')
);
CREATE POLICY signed ON risk_sign_off FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND app_row_of_plan(row_id, assessment_id) AND CASE capacity
    WHEN 'research_organisation' THEN
      EXISTS (SELECT FROM my_participation m WHERE m.record_id = risk_sign_off.assessment_id AND m.capacity = 'author')
    WHEN 'funder' THEN
      EXISTS (SELECT FROM my_participation m WHERE m.record_id = risk_sign_off.assessment_id AND m.capacity = 'reviewing_body')
      AND NOT EXISTS (SELECT FROM my_plan p WHERE p.record_id = risk_sign_off.assessment_id)
    ELSE false
  END
);

GRANT SELECT, INSERT ON requirement_note TO amana_request;
CREATE POLICY seen ON requirement_note FOR SELECT TO amana_request USING (person_id = app_person());
CREATE POLICY said ON requirement_note FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND read_at IS NULL AND read_by_id IS NULL
  AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = requirement_note.assessment_id)
  AND EXISTS (
    SELECT FROM assessment a
    WHERE a.id = requirement_note.assessment_id
      AND (a.framework_id, a.framework_version) = (requirement_note.framework_id, requirement_note.framework_version)
  )
);

GRANT SELECT, INSERT ON framework_version TO amana_request;
CREATE POLICY seen ON framework_version FOR SELECT TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations())));
CREATE POLICY published ON framework_version FOR INSERT TO amana_request WITH CHECK (
  published_by_id = app_person() AND organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['programme_officer'])))
  AND app_may_name_framework(framework_id, organisation_id)
);

GRANT SELECT, INSERT,
  UPDATE (title, url, page, assessed_by, dated_on, review_on, still_true_on, still_true_by_id, in_passport, file_id, removed_at, revision)
  ON evidence_item TO amana_request;
-- The second half is for what was given this moment; it stands second because the first is looked up for all rows at once.
CREATE POLICY seen ON evidence_item FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM known_evidence k WHERE k.id = evidence_item.id)
  OR (created_by_id = app_person() AND app_may_give_evidence(organisation_id))
);
-- A file that is named here becomes readable, so it has to be one of the same body that is readable already.
CREATE POLICY given ON evidence_item FOR INSERT TO amana_request WITH CHECK (
  created_by_id = app_person() AND app_may_give_evidence(organisation_id)
  AND (
    file_id IS NULL
    OR EXISTS (SELECT FROM evidence_file f WHERE f.id = evidence_item.file_id AND f.organisation_id = evidence_item.organisation_id)
  )
);
CREATE POLICY changed ON evidence_item FOR UPDATE TO amana_request
  USING (
    organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
    OR (created_by_id = app_person() AND app_may_give_evidence(organisation_id))
  )
  WITH CHECK (
    (still_true_by_id IS NULL OR still_true_by_id = app_person() OR still_true_on IS NOT NULL)
    AND (
      file_id IS NULL
      OR EXISTS (SELECT FROM evidence_file f WHERE f.id = evidence_item.file_id AND f.organisation_id = evidence_item.organisation_id)
    )
  );

GRANT SELECT, INSERT ON evidence_file TO amana_request;
CREATE POLICY seen ON evidence_file FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM known_evidence k WHERE k.file_id = evidence_file.id)
  OR (uploaded_by_id = app_person() AND app_may_give_evidence(organisation_id))
);
CREATE POLICY given ON evidence_file FOR INSERT TO amana_request
  WITH CHECK (uploaded_by_id = app_person() AND app_may_give_evidence(organisation_id));

GRANT SELECT, INSERT, UPDATE (added_by_id, added_at, removed_at) ON evidence_use TO amana_request;
CREATE POLICY seen ON evidence_use FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = evidence_use.assessment_id));
CREATE POLICY added ON evidence_use FOR INSERT TO amana_request WITH CHECK (
  added_by_id = app_person()
  AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = evidence_use.assessment_id AND p.edits)
  AND EXISTS ( -- evidence_item shows what I know or gave myself
    SELECT FROM evidence_item e JOIN assessment a ON a.organisation_id = e.organisation_id
    WHERE e.id = evidence_use.evidence_id AND a.id = evidence_use.assessment_id
  )
);
CREATE POLICY changed ON evidence_use FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = evidence_use.assessment_id AND p.edits))
  WITH CHECK (removed_at IS NOT NULL OR added_by_id = app_person());

GRANT SELECT, INSERT ON evidence_sent TO amana_request;
CREATE POLICY seen ON evidence_sent FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = evidence_sent.assessment_id AND m.capacity IN ('author', 'contributor', 'reviewing_body')
  )
);
CREATE POLICY sent ON evidence_sent FOR INSERT TO amana_request WITH CHECK (
  EXISTS (SELECT FROM my_plan p WHERE p.record_id = evidence_sent.assessment_id AND p.owns)
  AND EXISTS (
    SELECT FROM evidence_use u JOIN evidence_item e ON e.id = u.evidence_id
    WHERE u.assessment_id = evidence_sent.assessment_id AND u.evidence_id = evidence_sent.evidence_id AND u.removed_at IS NULL
      AND (evidence_sent.file_id IS NULL OR e.file_id = evidence_sent.file_id)
  )
  AND NOT EXISTS (
    SELECT FROM submission s WHERE s.assessment_id = evidence_sent.assessment_id AND s.number > evidence_sent.submission_number
  )
);

GRANT SELECT, INSERT,
  UPDATE (framework_version, choice, text, due_on, value, source_id, confirmed_on, confirmed_by_id, revision, removed_at)
  ON passport_answer TO amana_request;
CREATE POLICY seen ON passport_answer FOR SELECT TO amana_request USING (
  organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  OR (removed_at IS NULL AND EXISTS (SELECT FROM open_passport o WHERE o.organisation_id = passport_answer.organisation_id))
);
CREATE POLICY given ON passport_answer FOR INSERT TO amana_request WITH CHECK (
  confirmed_by_id = app_person() AND organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
);
CREATE POLICY changed ON passport_answer FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations())));

GRANT SELECT, INSERT, UPDATE (ended_at) ON passport_grant TO amana_request;
CREATE POLICY seen ON passport_grant FOR SELECT TO amana_request USING (
  organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  OR to_organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
);
CREATE POLICY given ON passport_grant FOR INSERT TO amana_request WITH CHECK (
  granted_by_id = app_person() AND organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  AND EXISTS (SELECT FROM call c WHERE c.id = passport_grant.call_id AND c.organisation_id = passport_grant.to_organisation_id)
);
CREATE POLICY ended ON passport_grant FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations()))) WITH CHECK (ended_at IS NOT NULL);

GRANT SELECT, INSERT ON passport_reading TO amana_request;
CREATE POLICY seen ON passport_reading FOR SELECT TO amana_request USING (
  person_id = app_person()
  OR EXISTS (
    SELECT FROM passport_grant g
    WHERE g.id = passport_reading.grant_id AND g.organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  )
);
CREATE POLICY noted ON passport_reading FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND EXISTS (SELECT FROM open_passport o WHERE o.id = passport_reading.grant_id)
);

REVOKE EXECUTE ON FUNCTION
  app_end_contribution(uuid, uuid), app_framework(text, integer), app_may_give_evidence(uuid), app_may_name_framework(text, uuid),
  app_mark_notes(uuid[]), app_notes(), app_owns_framework(text, integer), app_row_of_plan(uuid, uuid), app_writes(uuid, uuid)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_end_contribution(uuid, uuid), app_framework(text, integer), app_may_give_evidence(uuid), app_may_name_framework(text, uuid),
  app_mark_notes(uuid[]), app_notes(), app_owns_framework(text, integer), app_row_of_plan(uuid, uuid), app_writes(uuid, uuid)
  TO amana_request;
