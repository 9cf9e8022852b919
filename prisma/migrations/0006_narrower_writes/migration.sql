-- What a request may write, side by side: the side that answers judges nothing, the side that judges answers nothing, and
-- whatever the workflows do as the owner is not granted at all. A mistake in a workflow then fails here.

-- Who: jobs are given by the owner, after the policy was asked. A request ends one, of somebody else, and revives none.

REVOKE INSERT ON membership FROM amana_request;
DROP POLICY administered ON membership;
DROP POLICY ended ON membership;
CREATE POLICY ended ON membership FOR UPDATE TO amana_request
  USING (organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['administrator']))) AND person_id <> app_person())
  WITH CHECK (until_at IS NOT NULL);

DROP POLICY seen ON invitation;
DROP POLICY invited ON invitation;
DROP POLICY withdrawn ON invitation;
CREATE POLICY seen ON invitation FOR SELECT TO amana_request USING (
  organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['administrator', 'principal_investigator', 'safeguarding_lead'])))
);
CREATE POLICY invited ON invitation FOR INSERT TO amana_request WITH CHECK (
  invited_by_id = app_person() AND accepted_at IS NULL AND person_id IS NULL
  AND (
    organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['administrator'])))
    OR (role = 'focal_point' AND organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['principal_investigator']))))
  )
);
CREATE POLICY withdrawn ON invitation FOR UPDATE TO amana_request
  USING (
    accepted_at IS NULL
    AND organisation_id = ANY (ARRAY(SELECT app_my_organisations(ARRAY['administrator', 'principal_investigator'])))
  );

-- Nobody is let into a record as one who owns or wrote it: those come into being with the record.
CREATE OR REPLACE FUNCTION app_add_participation(record uuid, organisation uuid, person uuid, capacity text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_column
  BEGIN
    IF app_sees(record, ARRAY['owner', 'author', 'holder']) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who owns, wrote or holds a record adds others to it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF coalesce(capacity NOT IN ('reviewing_body', 'holder', 'partner'), true) THEN
      RAISE EXCEPTION 'nobody is added as %', capacity USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity = 'reviewing_body' AND NOT EXISTS (
      SELECT FROM assessment a WHERE a.id = record AND a.reviewing_body_id = organisation AND person IS NULL
    ) THEN
      RAISE EXCEPTION 'only the reviewing body that the assessment names may review it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO participation (record_id, organisation_id, person_id, capacity)
    VALUES (record, organisation, person, capacity)
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO UPDATE SET until_at = NULL;
    RETURN true;
  END
  $$;

-- The line

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
        WHEN 'being_signed' THEN EXISTS (SELECT FROM decision d WHERE d.assessment_id = assessment.id)
        ELSE false
      END
    )
  );

-- Also somebody who belongs to both sides is on the author's.
DROP POLICY made ON review_remark;
CREATE POLICY made ON review_remark FOR INSERT TO amana_request WITH CHECK (
  reviewer_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (SELECT FROM my_participation m WHERE m.record_id = review_remark.assessment_id AND m.capacity = 'author')
);

DROP POLICY made ON decision;
CREATE POLICY made ON decision FOR INSERT TO amana_request WITH CHECK (
  decided_by_id = app_person()
  AND reviewed_by_id <> decided_by_id
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (SELECT FROM my_participation m WHERE m.record_id = decision.assessment_id AND m.capacity = 'author')
  AND EXISTS (
    SELECT FROM review_remark r WHERE r.assessment_id = decision.assessment_id AND r.reviewer_id = decision.reviewed_by_id
  )
);

DROP POLICY made ON condition;
CREATE POLICY made ON condition FOR INSERT TO amana_request WITH CHECK (
  set_by_id = app_person()
  AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity = 'reviewing_body')
  AND NOT EXISTS (SELECT FROM my_participation m WHERE m.record_id = condition.assessment_id AND m.capacity = 'author')
);

-- Documents: what the public page calls unchanged has to come from the person whose turn it was.

REVOKE UPDATE (replaced_by_id) ON issued_document FROM amana_request;
DROP POLICY marked ON issued_document;
CREATE POLICY marked ON issued_document FOR UPDATE TO amana_request
  USING (
    EXISTS (SELECT FROM my_participation m WHERE m.record_id = issued_document.assessment_id AND m.capacity IN ('author', 'reviewing_body'))
  )
  WITH CHECK (status IN ('replaced', 'no_longer_in_force') AND status_on IS NOT NULL);

DROP POLICY signed ON document_revision;
CREATE POLICY signed ON document_revision FOR INSERT TO amana_request WITH CHECK (
  signer_id = app_person() AND number > 0 AND final = (capacity = 'approver')
  AND EXISTS (
    SELECT FROM issued_document i JOIN decision d ON d.assessment_id = i.assessment_id
    WHERE i.id = document_revision.document_id AND CASE capacity
      WHEN 'approver' THEN d.decided_by_id = app_person()
      WHEN 'reviewer' THEN d.reviewed_by_id = app_person()
      WHEN 'principal_investigator' THEN EXISTS (
        SELECT FROM submission s WHERE s.assessment_id = i.assessment_id AND s.submitted_by_id = app_person()
      )
      ELSE false
    END
  )
);

-- Ledger: a request writes about a record only for somebody who takes part in it.

CREATE FUNCTION ledger_refuse_stranger() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF current_setting('role') <> 'amana_request' OR NEW.subject IS NULL
      OR NEW.subject !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    THEN
      RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM record r WHERE r.id = NEW.subject::uuid) AND NOT app_sees(NEW.subject::uuid) THEN
      RAISE EXCEPTION 'an entry about a record is made by who takes part in it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER only_by_who_takes_part BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_refuse_stranger();
REVOKE EXECUTE ON FUNCTION ledger_refuse_stranger() FROM PUBLIC;
