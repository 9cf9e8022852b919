-- Which rows exist for a request, and what it may do with them. Whatever is not granted here, a request cannot do.
-- Conditions are written as EXISTS over my_participation: the planner looks one row up, or hashes the whole set once for a list.

CREATE VIEW known_organisation WITH (security_barrier) AS
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
  SELECT m.organisation_id FROM membership m WHERE m.person_id = app_person();
COMMENT ON VIEW known_organisation IS 'Organisations whose name I may read: mine, those in records I take part in, and those behind a call or programme I may read.';

CREATE VIEW known_person WITH (security_barrier) AS
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
  WHERE r.signer_id IS NOT NULL AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = i.assessment_id);
COMMENT ON VIEW known_person IS 'People whose name I may read: colleagues, and those who take part or have acted in records I take part in.';

GRANT SELECT ON known_organisation, known_person TO amana_request;

-- Every table is closed first; those below are opened again, row by row and column by column.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- Who

GRANT SELECT ON organisation TO amana_request;
CREATE POLICY seen ON organisation FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM known_organisation k WHERE k.id = organisation.id));

GRANT SELECT (id, name, locale, fictional, created_at, closed_at), UPDATE (name, locale) ON person TO amana_request;
CREATE POLICY seen ON person FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM known_person k WHERE k.id = person.id));
CREATE POLICY own ON person FOR UPDATE TO amana_request USING (id = app_person());

GRANT SELECT, INSERT, UPDATE (until_at) ON membership TO amana_request;
CREATE POLICY seen ON membership FOR SELECT TO amana_request
  USING (person_id = app_person() OR organisation_id = ANY (ARRAY(SELECT app_my_organisations())));
CREATE POLICY administered ON membership FOR INSERT TO amana_request
  WITH CHECK (organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['administrator']))));
CREATE POLICY ended ON membership FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['administrator']))));

GRANT SELECT (id, organisation_id, role, name, email, user_name, invited_by_id, created_at, expires_at, accepted_at, person_id),
  INSERT, UPDATE (expires_at) ON invitation TO amana_request;
CREATE POLICY seen ON invitation FOR SELECT TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations())));
CREATE POLICY invited ON invitation FOR INSERT TO amana_request
  WITH CHECK (organisation_id = ANY (ARRAY(SELECT app_my_organisations())) AND invited_by_id = app_person());
CREATE POLICY withdrawn ON invitation FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations())));

-- Which rows exist for you

GRANT SELECT ON record, participation TO amana_request;
CREATE POLICY seen ON record FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = record.id)
  OR EXISTS (SELECT FROM known_call c WHERE c.id = record.id)
  OR EXISTS (SELECT FROM known_programme p WHERE p.id = record.id)
);
CREATE POLICY seen ON participation FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = participation.record_id)
);

-- The line

GRANT SELECT, INSERT, UPDATE (title, summary) ON programme TO amana_request;
CREATE POLICY seen ON programme FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = programme.id)
  OR EXISTS (SELECT FROM known_programme p WHERE p.id = programme.id)
);
CREATE POLICY created ON programme FOR INSERT TO amana_request WITH CHECK (
  organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = programme.id AND m.capacity = 'owner')
);
CREATE POLICY changed ON programme FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = programme.id AND m.capacity = 'owner'));

GRANT SELECT, INSERT, UPDATE (title, summary, closes_on, framework_id, framework_version, machine_version, state, value, context, revision)
  ON call TO amana_request;
CREATE POLICY seen ON call FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = call.id)
  OR (state IN ('open', 'closed') AND app_person() IS NOT NULL)
  OR EXISTS (SELECT FROM known_call c WHERE c.id = call.id)
);
CREATE POLICY created ON call FOR INSERT TO amana_request WITH CHECK (
  organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = call.id AND m.capacity = 'owner')
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = call.programme_id AND m.capacity = 'owner')
);
CREATE POLICY changed ON call FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = call.id AND m.capacity = 'owner'));

GRANT SELECT, INSERT, UPDATE (title, country, position) ON award TO amana_request;
CREATE POLICY seen ON award FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = award.id));
CREATE POLICY created ON award FOR INSERT TO amana_request WITH CHECK (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = award.id AND m.capacity IN ('owner', 'holder', 'upper_tier'))
  AND (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = award.programme_id)
    OR EXISTS (SELECT FROM my_participation m WHERE m.record_id = award.parent_id)
  )
  AND (parent_id IS NULL OR EXISTS (SELECT FROM my_participation m WHERE m.record_id = award.parent_id))
);
CREATE POLICY changed ON award FOR UPDATE TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = award.id AND m.capacity IN ('owner', 'holder', 'upper_tier'))
);

GRANT SELECT, INSERT,
  UPDATE (title, country, framework_version, locale, submitted_at, decided_at, problem, machine_version, state, value, context, revision)
  ON assessment TO amana_request;
CREATE POLICY seen ON assessment FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id));
CREATE POLICY created ON assessment FOR INSERT TO amana_request WITH CHECK (
  created_by_id = app_person()
  AND organisation_id = ANY (ARRAY(SELECT app_my_organisations()))
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id AND m.capacity = 'author')
  AND (call_id IS NULL OR EXISTS (SELECT FROM call c WHERE c.id = assessment.call_id AND c.organisation_id = assessment.reviewing_body_id))
  AND (award_id IS NULL OR EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.award_id))
);
CREATE POLICY changed ON assessment FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id AND m.capacity IN ('author', 'reviewing_body')))
  WITH CHECK (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = assessment.id AND m.capacity IN ('author', 'reviewing_body'))
  );

-- A draft is its author's alone.
GRANT SELECT, INSERT, UPDATE (choice, text, due_on, revision, updated_by_id, updated_at) ON answer TO amana_request;
CREATE POLICY seen ON answer FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = answer.assessment_id AND m.capacity = 'author'));
CREATE POLICY given ON answer FOR INSERT TO amana_request WITH CHECK (
  updated_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = answer.assessment_id AND m.capacity = 'author')
);
CREATE POLICY changed ON answer FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM my_participation m WHERE m.record_id = answer.assessment_id AND m.capacity = 'author'))
  WITH CHECK (
    updated_by_id = app_person()
    AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = answer.assessment_id AND m.capacity = 'author')
  );

GRANT SELECT, INSERT ON submission, review_remark, decision, condition, document_revision TO amana_request;
CREATE POLICY seen ON submission FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = submission.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
);
CREATE POLICY made ON submission FOR INSERT TO amana_request WITH CHECK (
  submitted_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = submission.assessment_id AND m.capacity = 'author')
);

CREATE POLICY seen ON review_remark FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'reviewing_body')
  OR (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'author')
    AND app_remarks_released(assessment_id, submission_number)
  )
);
CREATE POLICY made ON review_remark FOR INSERT TO amana_request WITH CHECK (
  reviewer_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'reviewing_body')
);

CREATE POLICY seen ON decision FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
);
CREATE POLICY made ON decision FOR INSERT TO amana_request WITH CHECK (
  decided_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity = 'reviewing_body')
);

CREATE POLICY seen ON condition FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
);
CREATE POLICY made ON condition FOR INSERT TO amana_request WITH CHECK (
  set_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity = 'reviewing_body')
);

-- Documents: drawn by the system, signed by people.

GRANT SELECT, UPDATE (status, status_on, replaced_by_id) ON issued_document TO amana_request;
CREATE POLICY seen ON issued_document FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = issued_document.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
);
CREATE POLICY marked ON issued_document FOR UPDATE TO amana_request USING (
  EXISTS (SELECT FROM my_participation m WHERE m.record_id = issued_document.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
);
CREATE POLICY seen ON document_revision FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM issued_document d WHERE d.id = document_revision.document_id));
CREATE POLICY signed ON document_revision FOR INSERT TO amana_request WITH CHECK (
  signer_id = app_person() AND EXISTS (SELECT FROM issued_document d WHERE d.id = document_revision.document_id)
);

-- Ledger: a request reads what was entered about records it takes part in, never a salt. What is there stays, also for the owner.

GRANT SELECT (position, at, action, subject, actor_id, data, leaf) ON ledger_entry TO amana_request;
CREATE POLICY seen ON ledger_entry FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = CASE WHEN ledger_entry.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN ledger_entry.subject::uuid END
  )
);

CREATE FUNCTION refuse_change() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END
  $$;
COMMENT ON FUNCTION refuse_change() IS 'What is in the ledger stays in the ledger.';

CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON ledger_entry EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON ledger_checkpoint EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_its_mailing_is_noted BEFORE UPDATE ON ledger_checkpoint FOR EACH ROW
  WHEN ((NEW.size, NEW.root, NEW.note, NEW.at) IS DISTINCT FROM (OLD.size, OLD.root, OLD.note, OLD.at)) EXECUTE FUNCTION refuse_change();

-- A view or function made by the owner is open to everybody unless that is taken back.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_person(), app_in_force(timestamptz, timestamptz), app_my_organisations(text[]), app_my_records(text[]), app_sees(uuid, text[]),
  app_remarks_released(uuid, integer), app_create_record(text, uuid, text), app_add_participation(uuid, uuid, uuid, text),
  app_members(uuid), app_reviewing_bodies()
  TO amana_request;
