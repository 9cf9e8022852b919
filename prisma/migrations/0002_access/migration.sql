-- Who a request is, and which records it takes part in. The rules for each table are in the next migration.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'amana_request') THEN
    BEGIN
      CREATE ROLE amana_request NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was faster
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The database user % may not create roles. Ask the administrator to run: CREATE ROLE amana_request NOLOGIN; GRANT amana_request TO %;',
          quote_ident(current_user), quote_ident(current_user);
    END;
  END IF;
  IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'amana_request') THEN
    RAISE EXCEPTION 'The role amana_request may pass by row-level security. Run: ALTER ROLE amana_request NOSUPERUSER NOBYPASSRLS;';
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_auth_members m
    WHERE m.roleid = 'amana_request'::regrole AND m.member = current_user::regrole
  ) THEN
    EXECUTE format('GRANT amana_request TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO amana_request;

CREATE FUNCTION app_person() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.person', true), '')::uuid;
COMMENT ON FUNCTION app_person() IS 'Whose request this is; null when nobody is signed in.';

-- From and until are compared with a minute of grace: the application and the database may sit on two clocks.
CREATE FUNCTION app_in_force(from_at timestamptz, until_at timestamptz) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN from_at <= now() + interval '1 minute' AND (until_at IS NULL OR until_at > now());
COMMENT ON FUNCTION app_in_force(timestamptz, timestamptz) IS 'Whether a membership or participation counts today.';

CREATE FUNCTION app_my_organisations(roles text[] DEFAULT NULL) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 3 -- plpgsql keeps its plan, sql would be planned at every call
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    RETURN QUERY
      SELECT DISTINCT m.organisation_id FROM membership m
      WHERE m.person_id = app_person() AND app_in_force(m.from_at, m.until_at)
        AND (roles IS NULL OR m.role = ANY (roles));
  END
  $$;
COMMENT ON FUNCTION app_my_organisations(text[]) IS 'The organisations I belong to today, in any role or in one of these.';

-- Views read as their owner: they are how the rules below look behind row-level security, and each shows only what is mine.

CREATE VIEW my_participation WITH (security_barrier) AS
  SELECT p.record_id, p.capacity FROM participation p
  WHERE app_in_force(p.from_at, p.until_at)
    AND (p.person_id = app_person() OR p.organisation_id = ANY (ARRAY(SELECT app_my_organisations())));
COMMENT ON VIEW my_participation IS 'The records I take part in today, myself or through an organisation, and how.';

CREATE VIEW announced_call WITH (security_barrier) AS
  SELECT c.id, c.programme_id, c.organisation_id FROM call c
  WHERE c.state IN ('open', 'closed') AND app_person() IS NOT NULL;
COMMENT ON VIEW announced_call IS 'Calls that every signed-in person may read.';

CREATE VIEW known_call WITH (security_barrier) AS
  SELECT c.id, c.programme_id, c.organisation_id FROM announced_call c
  UNION ALL
  SELECT c.id, c.programme_id, c.organisation_id FROM assessment a JOIN call c ON c.id = a.call_id
  WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = a.id);
COMMENT ON VIEW known_call IS 'Calls I may read without taking part in them: announced ones, and those an assessment of mine answers.';

CREATE VIEW known_programme WITH (security_barrier) AS
  SELECT c.programme_id AS id FROM known_call c
  UNION ALL
  SELECT a.programme_id FROM award a WHERE EXISTS (SELECT FROM my_participation m WHERE m.record_id = a.id);
COMMENT ON VIEW known_programme IS 'Programmes I may read without taking part in them: those of a call I may read, or of an award of mine.';

GRANT SELECT ON my_participation, announced_call, known_call, known_programme TO amana_request;

CREATE FUNCTION app_my_records(capacities text[] DEFAULT NULL) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT m.record_id FROM my_participation m WHERE capacities IS NULL OR m.capacity = ANY (capacities) $$;
COMMENT ON FUNCTION app_my_records(text[]) IS 'The records I take part in today, in any capacity or in one of these.';

CREATE FUNCTION app_sees(record uuid, capacities text[] DEFAULT NULL) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM my_participation m
      WHERE m.record_id = record AND (capacities IS NULL OR m.capacity = ANY (capacities))
    )
  $$;
COMMENT ON FUNCTION app_sees(uuid, text[]) IS 'Whether I take part in this record today, in any capacity or in one of these.';

CREATE FUNCTION app_remarks_released(assessment uuid, submission integer) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (SELECT FROM decision d WHERE d.assessment_id = assessment)
      OR EXISTS (SELECT FROM assessment a WHERE a.id = assessment AND a.state IN ('changes_requested', 'changesRequested'))
      OR EXISTS (SELECT FROM submission s WHERE s.assessment_id = assessment AND s.number > submission)
  $$;
COMMENT ON FUNCTION app_remarks_released(uuid, integer) IS
  'Whether the author may read what reviewers wrote: once changes are requested, answered by a newer submission, or a decision is made.';

CREATE FUNCTION app_create_record(kind text, organisation uuid, capacity text) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    created uuid;
  BEGIN
    IF organisation IS NULL OR organisation NOT IN (SELECT app_my_organisations()) THEN
      RAISE EXCEPTION 'a record is created in an organisation one belongs to' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (kind, capacity) NOT IN (
      ('programme', 'owner'), ('call', 'owner'), ('award', 'owner'), ('award', 'holder'), ('award', 'upper_tier'), ('assessment', 'author')
    ) THEN
      RAISE EXCEPTION 'nobody creates a % as %', kind, capacity USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO record (kind) VALUES (kind) RETURNING id INTO created;
    INSERT INTO participation (record_id, organisation_id, capacity) VALUES (created, organisation, capacity);
    RETURN created;
  END
  $$;
COMMENT ON FUNCTION app_create_record(text, uuid, text) IS
  'A new record with its first participation: only for an organisation I belong to, and in the capacity that creates this kind.';

CREATE FUNCTION app_add_participation(record uuid, organisation uuid, person uuid, capacity text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_column
  BEGIN
    IF app_sees(record, ARRAY['owner', 'author', 'holder']) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who owns, wrote or holds a record adds others to it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity NOT IN ('owner', 'author', 'reviewing_body', 'holder', 'partner', 'upper_tier') THEN
      RAISE EXCEPTION 'nobody takes part as %', capacity USING ERRCODE = 'insufficient_privilege';
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
COMMENT ON FUNCTION app_add_participation(uuid, uuid, uuid, text) IS
  'Lets an organisation or a person take part: only by who owns, wrote or holds the record; as reviewing body only the one the assessment names.';

CREATE FUNCTION app_members(organisation uuid)
  RETURNS TABLE (membership_id uuid, person_id uuid, name text, email text, user_name text, role text, from_at timestamptz, until_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT m.id, p.id, p.name, p.email, p.user_name, m.role, m.from_at, m.until_at
    FROM membership m JOIN person p ON p.id = m.person_id
    WHERE m.organisation_id = organisation AND organisation IN (SELECT app_my_organisations(ARRAY['administrator']))
  $$;
COMMENT ON FUNCTION app_members(uuid) IS 'Members with their addresses: only for an administrator of that organisation.';

CREATE FUNCTION app_reviewing_bodies() RETURNS TABLE (id uuid, name text, kind text)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT o.id, o.name, o.kind FROM organisation o
    WHERE app_person() IS NOT NULL AND (
      SELECT count(DISTINCT m.role) FROM membership m
      WHERE m.organisation_id = o.id AND m.role IN ('reviewer', 'approver') AND app_in_force(m.from_at, m.until_at)
    ) = 2
  $$;
COMMENT ON FUNCTION app_reviewing_bodies() IS 'Bodies with a reviewer and an approver: every signed-in person may ask them for a review.';
