-- AlterTable
ALTER TABLE "concern" ADD COLUMN     "imported_on" DATE;

-- CreateTable
CREATE TABLE "handler_supervision" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "position" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "on_day" DATE NOT NULL,
    "by_id" UUID NOT NULL,
    "entered_on" DATE NOT NULL,

    CONSTRAINT "handler_supervision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "handler_supervision_organisation_id_person_id_idx" ON "handler_supervision"("organisation_id", "person_id");

-- AddForeignKey
ALTER TABLE "handler_supervision" ADD CONSTRAINT "handler_supervision_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handler_supervision" ADD CONSTRAINT "handler_supervision_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A case that began elsewhere: it arrived on the day on which it was first told to anybody, and was brought in on this one.
ALTER TABLE concern ADD CONSTRAINT brought_in_later CHECK (imported_on IS NULL OR imported_on >= arrived_on);

-- Days on which somebody who handles cases was supervised, entered by somebody else. The last one entered counts; nothing of what was said.
ALTER TABLE handler_supervision ADD CONSTRAINT not_ahead CHECK (on_day <= entered_on);
ALTER TABLE handler_supervision ADD CONSTRAINT by_another CHECK (by_id <> person_id);
ALTER TABLE handler_supervision ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION app_handles_for(body uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT body IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead'])) AND EXISTS (
      SELECT FROM membership m JOIN person p ON p.id = m.person_id AND p.closed_at IS NULL
      WHERE m.person_id = person AND m.organisation_id = body AND m.role = 'case_handler' AND app_in_force(m.from_at, m.until_at)
    )
  $$;
COMMENT ON FUNCTION app_handles_for(uuid, uuid) IS 'Whether somebody handles cases today for a body whose cases are my job too.';

CREATE FUNCTION app_handlers_of(body uuid, at timestamptz) RETURNS TABLE (person_id uuid, name text, has_key boolean, open integer, late integer, alone integer)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT p.id, p.name,
      EXISTS (
        SELECT FROM handler_key h
        WHERE h.person_id = p.id AND h.organisation_id = body AND h.counted_on IS NOT NULL AND h.ended_on IS NULL
      ),
      count(c.id)::integer,
      count(c.id) FILTER (WHERE c.next_due_at < at)::integer,
      count(c.id) FILTER (WHERE NOT EXISTS (
        SELECT FROM participation o
        WHERE o.record_id = c.id AND o.capacity = 'case_handler' AND o.until_at IS NULL AND o.person_id <> p.id
          AND app_could_open(c.id, o.person_id, 'handler')
      ))::integer
    FROM person p
    LEFT JOIN participation t ON t.person_id = p.id AND t.capacity = 'case_handler' AND t.until_at IS NULL
    LEFT JOIN concern c ON c.id = t.record_id AND c.organisation_id = body AND NOT c.is_test
      AND (c.state NOT IN ('closed', 'referred_out') OR c.next_due_at IS NOT NULL)
      AND NOT EXISTS (
        SELECT FROM participation r WHERE r.record_id = c.id AND r.capacity = 'recused' AND r.person_id IN (p.id, app_person())
      )
    WHERE app_handles_for(body, p.id)
    GROUP BY p.id, p.name
  $$;
COMMENT ON FUNCTION app_handlers_of(uuid, timestamptz) IS
  'Who handles cases for a body of mine, and how many lie with each: open, late, and open to nobody else. Which they are is not said.';

GRANT SELECT, INSERT ON handler_supervision TO amana_request;
GRANT USAGE ON SEQUENCE handler_supervision_position_seq TO amana_request;
CREATE POLICY seen ON handler_supervision FOR SELECT TO amana_request USING (
  organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead']))
);
CREATE POLICY entered ON handler_supervision FOR INSERT TO amana_request WITH CHECK (
  by_id = app_person() AND person_id <> app_person() AND app_handles_for(organisation_id, person_id)
);

REVOKE EXECUTE ON FUNCTION app_handles_for(uuid, uuid), app_handlers_of(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_handles_for(uuid, uuid), app_handlers_of(uuid, timestamptz) TO amana_request;
