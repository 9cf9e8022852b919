-- What anyone may know without signing in: announced calls, and the facts of an issued document.

CREATE FUNCTION app_public_calls(wanted uuid DEFAULT NULL)
  RETURNS TABLE (
    id uuid, title text, summary text, closes_on date, state text, framework_id text, framework_version integer,
    organisation_name text, programme_title text, fictional boolean
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id, c.title, c.summary, c.closes_on, c.state, c.framework_id, c.framework_version, o.name, p.title, p.fictional
    FROM call c JOIN organisation o ON o.id = c.organisation_id JOIN programme p ON p.id = c.programme_id
    WHERE c.state IN ('open', 'closed') AND (wanted IS NULL OR c.id = wanted)
    ORDER BY c.state DESC, c.closes_on, c.id
  $$;
COMMENT ON FUNCTION app_public_calls(uuid) IS 'Calls that are open or closed, for anyone.';

CREATE FUNCTION app_issued_sizes(upto integer) RETURNS SETOF integer
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT DISTINCT r.size FROM document_revision r WHERE r.size <= upto ORDER BY r.size DESC LIMIT 64 $$;
COMMENT ON FUNCTION app_issued_sizes(integer) IS 'The lengths at which a dropped file is hashed: the 64 nearest to its own that were ever issued.';

CREATE FUNCTION app_public_status(status text, status_on date) RETURNS text
  LANGUAGE sql STABLE
  RETURN CASE WHEN status_on IS NULL OR status_on <= current_date THEN status ELSE 'current' END;
COMMENT ON FUNCTION app_public_status(text, date) IS 'A change of status is public from its day on, and not before.';

CREATE FUNCTION app_find_revision(sizes integer[], hashes bytea[])
  RETURNS TABLE (
    size integer, number text, kind text, revision integer, final boolean, newest_revision integer, newest_is_final boolean,
    issuer text, status text, status_on date, replaced_by text, issued_at timestamptz, fictional boolean
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT r.size, d.number, d.kind, r.number, r.final, newest.number, newest.final, o.name,
      shown.status, CASE WHEN shown.status <> 'current' THEN d.status_on END,
      CASE WHEN shown.status = 'replaced' THEN (SELECT n.number FROM issued_document n WHERE n.id = d.replaced_by_id) END,
      coalesce(r.signed_at, d.created_at), o.fictional
    FROM unnest(sizes, hashes) AS given (size, hash)
    JOIN document_revision r ON r.size = given.size AND r.sha256 = given.hash
    JOIN issued_document d ON d.id = r.document_id
    JOIN organisation o ON o.id = d.organisation_id
    CROSS JOIN LATERAL (SELECT app_public_status(d.status, d.status_on) AS status) shown
    CROSS JOIN LATERAL (
      SELECT n.number, n.final FROM document_revision n WHERE n.document_id = d.id ORDER BY n.number DESC LIMIT 1
    ) newest
    ORDER BY r.size DESC, r.number DESC
  $$;
COMMENT ON FUNCTION app_find_revision(integer[], bytea[]) IS 'Which issued revisions have exactly these lengths and SHA-256 hashes: bytes in hand earn the facts.';

CREATE FUNCTION app_find_document(wanted text)
  RETURNS TABLE (
    number text, kind text, issuer text, title text, audience text, country text, framework_id text, framework_version integer, locale text,
    outcome text, decided_at timestamptz, issued_at timestamptz, complete boolean, signatures jsonb,
    status text, status_on date, replaced_by text, fictional boolean
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT d.number, d.kind, o.name, a.title, a.audience, a.country, a.framework_id, a.framework_version, a.locale,
      e.outcome, e.decided_at, d.created_at,
      EXISTS (SELECT FROM document_revision r WHERE r.document_id = d.id AND r.final),
      coalesce(
        (SELECT jsonb_agg(jsonb_build_object('capacity', r.capacity, 'signedAt', r.signed_at) ORDER BY r.number)
         FROM document_revision r WHERE r.document_id = d.id AND r.signed_at IS NOT NULL),
        '[]'
      ),
      shown.status, CASE WHEN shown.status <> 'current' THEN d.status_on END,
      CASE WHEN shown.status = 'replaced' THEN (SELECT n.number FROM issued_document n WHERE n.id = d.replaced_by_id) END,
      o.fictional
    FROM issued_document d
    JOIN assessment a ON a.id = d.assessment_id
    JOIN organisation o ON o.id = d.organisation_id
    LEFT JOIN decision e ON e.assessment_id = a.id
    CROSS JOIN LATERAL (SELECT app_public_status(d.status, d.status_on) AS status) shown
    WHERE d.number = wanted
  $$;
COMMENT ON FUNCTION app_find_document(text) IS 'The facts to compare for a printed document number: no conditions, no names of people.';

REVOKE EXECUTE ON FUNCTION
  app_public_calls(uuid), app_issued_sizes(integer), app_public_status(text, date), app_find_revision(integer[], bytea[]), app_find_document(text)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_public_calls(uuid), app_issued_sizes(integer), app_public_status(text, date), app_find_revision(integer[], bytea[]), app_find_document(text)
  TO amana_request;
