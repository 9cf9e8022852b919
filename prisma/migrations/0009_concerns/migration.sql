-- CreateTable
CREATE TABLE "concern_door" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "programme_id" UUID,
    "name" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "tested_on" DATE,
    "opened_on" DATE,
    "created_by_id" UUID NOT NULL,
    "created_on" DATE NOT NULL,

    CONSTRAINT "concern_door_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "door_agreement" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "door_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "agreed_by_id" UUID NOT NULL,
    "agreed_on" DATE NOT NULL,
    "ended_by_id" UUID,
    "ended_on" DATE,

    CONSTRAINT "door_agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "door_change" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "door_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "change" JSONB NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "settled_by_id" UUID,
    "settled_on" DATE,

    CONSTRAINT "door_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handler_key" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "duties" TEXT[],
    "recipient" TEXT NOT NULL,
    "verify_key" BYTEA NOT NULL,
    "statement" TEXT NOT NULL,
    "created_on" DATE NOT NULL,
    "counted_on" DATE,
    "ended_on" DATE,

    CONSTRAINT "handler_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handler_key_signature" (
    "key_id" UUID NOT NULL,
    "by_key_id" UUID NOT NULL,
    "signature" BYTEA NOT NULL,
    "on_day" DATE NOT NULL,

    CONSTRAINT "handler_key_signature_pkey" PRIMARY KEY ("key_id","by_key_id")
);

-- CreateTable
CREATE TABLE "handler_key_wrap" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "on_day" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "handler_key_wrap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern" (
    "id" UUID NOT NULL,
    "door_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "filed_under" BYTEA NOT NULL,
    "arrived_on" DATE NOT NULL,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "label" BYTEA,
    "next_due_at" TIMESTAMPTZ(3),
    "machine_version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "context" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "concern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_thread" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "concern_id" UUID NOT NULL,
    "on_day" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "concern_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_way" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "thread_id" UUID NOT NULL,
    "lookup_hash" BYTEA NOT NULL,
    "recipient" TEXT NOT NULL,
    "first_return" BOOLEAN NOT NULL DEFAULT false,
    "on_day" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "concern_way_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_key" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "concern_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "thread_id" UUID,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "recipient" TEXT NOT NULL,
    "follows" TEXT,
    "signatures" JSONB NOT NULL DEFAULT '[]',
    "mark" BYTEA,
    "on_day" DATE NOT NULL,

    CONSTRAINT "concern_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_envelope" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key_id" UUID NOT NULL,
    "holder" TEXT NOT NULL,
    "handler_key_id" UUID,
    "inner_key_id" UUID,
    "way_id" UUID,
    "sealed" BYTEA NOT NULL,
    "on_day" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "concern_envelope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sealed_part" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "position" BIGSERIAL NOT NULL,
    "concern_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "first" BOOLEAN NOT NULL DEFAULT false,
    "digest" BYTEA,
    "sealed" BYTEA NOT NULL,
    "on_day" DATE NOT NULL,

    CONSTRAINT "sealed_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sealed_file" (
    "id" UUID NOT NULL,
    "concern_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "on_day" DATE NOT NULL,
    "locked_on" DATE,
    "locked_by_id" UUID,

    CONSTRAINT "sealed_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_clock" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "concern_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "legal" BOOLEAN NOT NULL DEFAULT false,
    "started_on" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "met_on" DATE,
    "paused_on" DATE,
    "level" INTEGER NOT NULL DEFAULT 0,
    "person_ref" UUID,
    "calendar" TEXT,

    CONSTRAINT "concern_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_proposal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "concern_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_on" DATE NOT NULL,
    "settled_by_id" UUID,
    "settled_on" DATE,
    "state" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "concern_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_declaration" (
    "concern_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "conflicted" BOOLEAN NOT NULL,
    "on_day" DATE NOT NULL,

    CONSTRAINT "concern_declaration_pkey" PRIMARY KEY ("concern_id","person_id")
);

-- CreateTable
CREATE TABLE "case_log_entry" (
    "position" BIGSERIAL NOT NULL,
    "concern_id" UUID NOT NULL,
    "on_day" DATE NOT NULL,
    "action" TEXT NOT NULL,
    "person_id" UUID,
    "data" JSONB NOT NULL,
    "salt" BYTEA NOT NULL,
    "leaf" BYTEA NOT NULL,

    CONSTRAINT "case_log_entry_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "desk_request" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "sealed" BYTEA,
    "by_id" UUID NOT NULL,
    "second_by_id" UUID,
    "answered_on" DATE,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "desk_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "concern_door_slug_key" ON "concern_door"("slug");

-- CreateIndex
CREATE INDEX "concern_door_organisation_id_idx" ON "concern_door"("organisation_id");

-- CreateIndex
CREATE INDEX "door_agreement_door_id_idx" ON "door_agreement"("door_id");

-- CreateIndex
CREATE INDEX "door_agreement_organisation_id_idx" ON "door_agreement"("organisation_id");

-- CreateIndex
CREATE INDEX "door_change_door_id_idx" ON "door_change"("door_id");

-- CreateIndex
CREATE INDEX "handler_key_person_id_idx" ON "handler_key"("person_id");

-- CreateIndex
CREATE INDEX "handler_key_organisation_id_idx" ON "handler_key"("organisation_id");

-- CreateIndex
CREATE INDEX "handler_key_wrap_key_id_idx" ON "handler_key_wrap"("key_id");

-- CreateIndex
CREATE INDEX "concern_filed_under_idx" ON "concern"("filed_under");

-- CreateIndex
CREATE INDEX "concern_door_id_idx" ON "concern"("door_id");

-- CreateIndex
CREATE INDEX "concern_organisation_id_idx" ON "concern"("organisation_id");

-- CreateIndex
CREATE INDEX "concern_state_next_due_at_idx" ON "concern"("state", "next_due_at");

-- CreateIndex
CREATE INDEX "concern_next_due_at_id_arrived_on_state_is_test_idx" ON "concern"("next_due_at", "id", "arrived_on", "state", "is_test");

-- CreateIndex
CREATE INDEX "concern_thread_concern_id_idx" ON "concern_thread"("concern_id");

-- CreateIndex
CREATE INDEX "concern_way_thread_id_idx" ON "concern_way"("thread_id");

-- CreateIndex
CREATE UNIQUE INDEX "concern_way_lookup_hash_thread_id_key" ON "concern_way"("lookup_hash", "thread_id");

-- CreateIndex
CREATE INDEX "concern_key_thread_id_idx" ON "concern_key"("thread_id");

-- CreateIndex
CREATE UNIQUE INDEX "concern_key_concern_id_kind_thread_id_generation_key" ON "concern_key"("concern_id", "kind", "thread_id", "generation");

-- CreateIndex
CREATE INDEX "concern_envelope_key_id_idx" ON "concern_envelope"("key_id");

-- CreateIndex
CREATE INDEX "concern_envelope_handler_key_id_idx" ON "concern_envelope"("handler_key_id");

-- CreateIndex
CREATE INDEX "concern_envelope_way_id_idx" ON "concern_envelope"("way_id");

-- CreateIndex
CREATE INDEX "sealed_part_concern_id_position_idx" ON "sealed_part"("concern_id", "position");

-- CreateIndex
CREATE INDEX "sealed_part_key_id_idx" ON "sealed_part"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_part_concern_id_digest_key" ON "sealed_part"("concern_id", "digest");

-- CreateIndex
CREATE INDEX "sealed_file_concern_id_idx" ON "sealed_file"("concern_id");

-- CreateIndex
CREATE INDEX "sealed_file_key_id_idx" ON "sealed_file"("key_id");

-- CreateIndex
CREATE INDEX "concern_clock_concern_id_idx" ON "concern_clock"("concern_id");

-- CreateIndex
CREATE INDEX "concern_clock_due_at_idx" ON "concern_clock"("due_at");

-- CreateIndex
CREATE INDEX "concern_proposal_concern_id_idx" ON "concern_proposal"("concern_id");

-- CreateIndex
CREATE INDEX "concern_declaration_person_id_idx" ON "concern_declaration"("person_id");

-- CreateIndex
CREATE INDEX "case_log_entry_concern_id_idx" ON "case_log_entry"("concern_id");

-- CreateIndex
CREATE INDEX "case_log_entry_on_day_idx" ON "case_log_entry"("on_day");

-- CreateIndex
CREATE INDEX "desk_request_organisation_id_idx" ON "desk_request"("organisation_id");

-- DropIndex
DROP INDEX "participation_person_id_idx";

-- CreateIndex
CREATE INDEX "participation_person_id_capacity_idx" ON "participation"("person_id", "capacity");

-- AddForeignKey
ALTER TABLE "concern_door" ADD CONSTRAINT "concern_door_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "door_agreement" ADD CONSTRAINT "door_agreement_door_id_fkey" FOREIGN KEY ("door_id") REFERENCES "concern_door"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "door_change" ADD CONSTRAINT "door_change_door_id_fkey" FOREIGN KEY ("door_id") REFERENCES "concern_door"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handler_key" ADD CONSTRAINT "handler_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handler_key" ADD CONSTRAINT "handler_key_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handler_key_signature" ADD CONSTRAINT "handler_key_signature_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "handler_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handler_key_signature" ADD CONSTRAINT "handler_key_signature_by_key_id_fkey" FOREIGN KEY ("by_key_id") REFERENCES "handler_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handler_key_wrap" ADD CONSTRAINT "handler_key_wrap_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "handler_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern" ADD CONSTRAINT "concern_id_fkey" FOREIGN KEY ("id") REFERENCES "record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern" ADD CONSTRAINT "concern_door_id_fkey" FOREIGN KEY ("door_id") REFERENCES "concern_door"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_thread" ADD CONSTRAINT "concern_thread_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_way" ADD CONSTRAINT "concern_way_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "concern_thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_key" ADD CONSTRAINT "concern_key_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_key" ADD CONSTRAINT "concern_key_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "concern_thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_envelope" ADD CONSTRAINT "concern_envelope_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "concern_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_envelope" ADD CONSTRAINT "concern_envelope_way_id_fkey" FOREIGN KEY ("way_id") REFERENCES "concern_way"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_part" ADD CONSTRAINT "sealed_part_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_part" ADD CONSTRAINT "sealed_part_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "concern_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_file" ADD CONSTRAINT "sealed_file_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_file" ADD CONSTRAINT "sealed_file_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "concern_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_clock" ADD CONSTRAINT "concern_clock_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_proposal" ADD CONSTRAINT "concern_proposal_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "concern_declaration" ADD CONSTRAINT "concern_declaration_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A case is a record in which only persons take part: those who may open it, who watch its clocks, who look after its subject.
-- Filing and returning with a code happen without anybody signed in, as the owner of the database.

-- In PL/pgSQL, which keeps its plan: this is asked for every case in an inbox.
CREATE FUNCTION app_key_stands(key uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    RETURN EXISTS (
      SELECT FROM handler_key h JOIN person p ON p.id = h.person_id AND p.closed_at IS NULL
      JOIN membership m ON m.person_id = h.person_id AND m.organisation_id = h.organisation_id
        AND m.role IN ('case_handler', 'safeguarding_lead') AND app_in_force(m.from_at, m.until_at)
      WHERE h.id = key AND h.ended_on IS NULL
    );
  END
  $$;
COMMENT ON FUNCTION app_key_stands(uuid) IS 'Whether a key has not ended and its owner still has the cases of its very body as a job.';

CREATE FUNCTION app_stands_in(concern uuid, person uuid, capacity text) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  BEGIN
    IF capacity = 'case_handler' THEN
      -- A key that was renewed stands for the same body; what two people deleted leaves an empty envelope behind.
      RETURN EXISTS (
        SELECT FROM concern_key k
        JOIN concern_envelope e ON e.key_id = k.id AND e.holder = 'handler' AND (e.ended_on IS NULL OR e.sealed = '')
        JOIN handler_key h ON h.id = e.handler_key_id AND h.person_id = person
        JOIN handler_key n ON n.person_id = person AND n.organisation_id = h.organisation_id
        WHERE k.concern_id = concern AND app_key_stands(n.id)
      );
    END IF;
    IF capacity = 'case_overseer' THEN
      RETURN EXISTS (
        SELECT FROM concern c JOIN concern_door d ON d.id = c.door_id LEFT JOIN programme p ON p.id = d.programme_id
        JOIN membership m ON m.person_id = person AND m.role = 'safeguarding_lead' AND app_in_force(m.from_at, m.until_at)
        WHERE c.id = concern AND (
          m.organisation_id IN (c.organisation_id, d.organisation_id, p.organisation_id)
          OR d.terms->'bodies' @> jsonb_build_array(jsonb_build_object('organisationId', m.organisation_id))
        )
      );
    END IF;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_stands_in(uuid, uuid, text) IS
  'Whether somebody who takes part in a case still belongs to the body for which they do: handlers to the body of an envelope of theirs.';

-- Also once for every row of a case whose key, part or envelope is read.
CREATE FUNCTION app_left_no_body() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    RETURN (
      SELECT count(*) > 0 AND bool_and(EXISTS (
        SELECT FROM handler_key n
        WHERE n.person_id = app_person() AND n.organisation_id = h.organisation_id AND app_key_stands(n.id)
      )) FROM handler_key h WHERE h.person_id = app_person()
    );
  END
  $$;
COMMENT ON FUNCTION app_left_no_body() IS
  'Whether I still have the cases of every body as a job for which I ever made a key: then taking part is enough, and nothing has to be asked case by case.';

CREATE OR REPLACE VIEW my_participation WITH (security_barrier) AS
  SELECT p.record_id, p.capacity FROM participation p
  WHERE app_in_force(p.from_at, p.until_at) AND p.capacity <> 'recused'
    AND (p.person_id = app_person() OR p.organisation_id = ANY (ARRAY(SELECT app_my_organisations())))
    AND NOT p.record_id = ANY (
      ARRAY(SELECT r.record_id FROM participation r WHERE r.person_id = app_person() AND r.capacity = 'recused' AND r.until_at IS NULL)
    )
    -- Calls and no join: this view stands in the plan of nearly every query, and hardly any row of it is a case.
    AND CASE p.capacity
      WHEN 'case_handler' THEN (SELECT app_left_no_body()) OR app_stands_in(p.record_id, app_person(), p.capacity)
      WHEN 'case_overseer' THEN app_stands_in(p.record_id, app_person(), p.capacity)
      ELSE true
    END;
COMMENT ON VIEW my_participation IS
  'The records I take part in today, myself or through an organisation, and how; none from which I stepped back for a conflict, no case of a body that I left.';

-- Row-level security would ask my_participation once more for each case: a list of thousands is read here, and the shown ones there.
CREATE VIEW my_case WITH (security_barrier) AS
  SELECT c.id, m.capacity, c.arrived_on, c.next_due_at, c.state, c.is_test
  FROM my_participation m JOIN concern c ON c.id = m.record_id
  WHERE m.capacity IN ('case_handler', 'case_overseer');
COMMENT ON VIEW my_case IS 'The cases I handle or watch today, with what a list is sorted and counted by and nothing that is sealed.';
GRANT SELECT ON my_case TO amana_request;

CREATE FUNCTION app_handles(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM my_participation m WHERE m.record_id = concern AND m.capacity = 'case_handler') $$;
COMMENT ON FUNCTION app_handles(uuid) IS 'Whether I handle this case today, and still belong to the body whose envelope of it I hold.';

CREATE FUNCTION app_account_open(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT app_handles(concern)
      AND EXISTS (SELECT FROM concern_declaration d WHERE d.concern_id = concern AND d.person_id = app_person() AND NOT d.conflicted)
  $$;
COMMENT ON FUNCTION app_account_open(uuid) IS 'Whether I handle this case and have said that there is no conflict.';

CREATE FUNCTION app_could_open(concern uuid, person uuid, holder text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT NOT EXISTS (SELECT FROM participation r WHERE r.record_id = concern AND r.person_id = person AND r.capacity = 'recused')
      AND EXISTS (
        SELECT FROM concern_envelope e
        JOIN concern_key k ON k.id = e.key_id AND k.concern_id = concern AND k.kind = 'file'
        JOIN handler_key h ON h.id = e.handler_key_id AND h.person_id = person AND app_key_stands(h.id)
        WHERE e.holder = app_could_open.holder AND e.ended_on IS NULL
      )
  $$;
COMMENT ON FUNCTION app_could_open(uuid, uuid, text) IS
  'Whether somebody could open a case with an envelope of this kind: has not stepped back, their key has not ended, they have not left.';

CREATE FUNCTION app_is_read(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM participation p
      WHERE p.record_id = concern AND p.capacity = 'case_handler' AND p.until_at IS NULL AND app_could_open(concern, p.person_id, 'handler')
    )
  $$;
COMMENT ON FUNCTION app_is_read(uuid) IS 'Whether a handler is left who could still open this case.';

CREATE FUNCTION app_seat_reserve(concern uuid, day date) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    seated uuid[];
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concern::text, 5));
    IF app_is_read(concern) THEN
      RETURN NULL;
    END IF;
    SELECT coalesce(array_agg(DISTINCT h.person_id), '{}') INTO seated
    FROM concern_envelope e
    JOIN concern_key k ON k.id = e.key_id AND k.concern_id = concern
    JOIN handler_key h ON h.id = e.handler_key_id
    WHERE e.holder = 'reserve' AND e.ended_on IS NULL AND app_could_open(concern, h.person_id, 'reserve');
    INSERT INTO participation (record_id, person_id, capacity, from_at)
    SELECT concern, person_id, 'case_handler', day::timestamptz FROM unnest(seated) AS person_id
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO UPDATE SET until_at = NULL;
    UPDATE concern_envelope e SET holder = 'handler'
    FROM concern_key k, handler_key h
    WHERE e.key_id = k.id AND k.concern_id = concern AND e.holder = 'reserve' AND e.ended_on IS NULL
      AND h.id = e.handler_key_id AND h.person_id = ANY (seated);
    RETURN cardinality(seated);
  END
  $$;
COMMENT ON FUNCTION app_seat_reserve(uuid, date) IS
  'Where no handler is left who could open a case, those of the next body who stand in reserve handle it; how many, or null where somebody is left.';

CREATE FUNCTION app_step_back_from_case(concern uuid, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF app_handles(concern) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who handles a case steps back from it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Of the last two who step back at once, the second sees that the first is gone.
    PERFORM pg_advisory_xact_lock(hashtextextended(concern::text, 5));
    INSERT INTO concern_declaration (concern_id, person_id, conflicted, on_day) VALUES (concern, app_person(), true, day)
    ON CONFLICT (concern_id, person_id) DO UPDATE SET conflicted = true, on_day = EXCLUDED.on_day;
    UPDATE concern_envelope e SET ended_on = day
    FROM concern_key k, handler_key h
    WHERE e.key_id = k.id AND k.concern_id = concern AND e.ended_on IS NULL
      AND h.person_id = app_person() AND h.id IN (e.handler_key_id, e.inner_key_id);
    INSERT INTO participation (record_id, person_id, capacity, from_at) VALUES (concern, app_person(), 'recused', day)
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO NOTHING;
    -- Never nobody: whoever was the last makes room for those of the next body who stand in reserve.
    PERFORM app_seat_reserve(concern, day);
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_step_back_from_case(uuid, date) IS
  'I have a conflict: my envelopes end and from this moment the case does not exist for me; after the last handler the next body reads.';

CREATE FUNCTION app_of_the_team(concern uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT app_handles(concern) AND EXISTS (
      SELECT FROM concern c JOIN concern_door d ON d.id = c.door_id
      WHERE c.id = concern AND (
        d.terms->'teamPersonIds' ? person::text
        OR EXISTS (
          SELECT FROM membership m
          WHERE m.person_id = person AND app_in_force(m.from_at, m.until_at) AND d.terms->'teamOrganisationIds' ? m.organisation_id::text
        )
      )
    )
  $$;
COMMENT ON FUNCTION app_of_the_team(uuid, uuid) IS
  'Whether somebody belongs to the project or site of a case that I handle, whatever else they belong to.';

CREATE FUNCTION app_add_to_case(concern uuid, person uuid, capacity text, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  BEGIN
    IF app_account_open(concern) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who has opened a case lets somebody in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity NOT IN ('case_handler', 'case_overseer', 'subject_carer') THEN
      RAISE EXCEPTION 'nobody takes part in a case as %', capacity USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM participation p WHERE p.record_id = concern AND p.person_id = person AND p.capacity = 'recused') THEN
      RAISE EXCEPTION 'who stepped back from a case does not come back to it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity = 'case_handler' AND app_of_the_team(concern, person) THEN
      RAISE EXCEPTION 'nobody of the project handles its cases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity = 'case_handler' AND NOT EXISTS (
      SELECT FROM handler_key h WHERE h.person_id = person AND h.counted_on IS NOT NULL AND app_key_stands(h.id)
    ) THEN
      RAISE EXCEPTION 'a handler has a key that two handlers have signed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity = 'subject_carer' AND EXISTS (
      SELECT FROM participation p WHERE p.record_id = concern AND p.person_id = person AND p.capacity = 'case_handler'
        AND p.until_at IS NULL
    ) THEN
      RAISE EXCEPTION 'who handles a case does not look after its subject' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE participation p SET until_at = NULL
    WHERE p.record_id = concern AND p.person_id = person AND p.capacity = capacity AND p.organisation_id IS NULL;
    IF NOT FOUND THEN
      INSERT INTO participation (record_id, person_id, capacity, from_at) VALUES (concern, person, capacity, day);
    END IF;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_add_to_case(uuid, uuid, text, date) IS 'Lets one more person take part in a case that I have opened.';

CREATE FUNCTION app_handlers_besides(concern uuid, person uuid) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT CASE WHEN app_account_open(concern) THEN (
      SELECT count(DISTINCT p.person_id)::integer FROM participation p
      WHERE p.record_id = concern AND p.capacity = 'case_handler' AND p.until_at IS NULL AND p.person_id <> person
        AND app_could_open(concern, p.person_id, 'handler')
    ) END
  $$;
COMMENT ON FUNCTION app_handlers_besides(uuid, uuid) IS 'How many besides this person could open a case that I have opened.';

CREATE FUNCTION app_end_in_case(concern uuid, person uuid, capacity text, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  BEGIN
    IF app_account_open(concern) IS NOT TRUE THEN
      RAISE EXCEPTION 'only who has opened a case ends somebody''s part in it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF capacity = 'case_handler' AND app_handlers_besides(concern, person) < 2 THEN
      RAISE EXCEPTION 'two handlers of a case stay until there is another' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE participation p SET until_at = day
    WHERE p.record_id = concern AND p.person_id = person AND p.capacity = capacity AND p.until_at IS NULL;
    UPDATE concern_envelope e SET ended_on = day
    FROM concern_key k, handler_key h
    WHERE e.key_id = k.id AND k.concern_id = concern AND e.ended_on IS NULL AND e.holder = 'handler'
      AND h.person_id = person AND h.id = e.handler_key_id AND capacity = 'case_handler';
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_end_in_case(uuid, uuid, text, date) IS 'Ends somebody''s part in a case and the envelopes they hold of it.';

CREATE FUNCTION app_door_names(door uuid, body uuid, kind text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern_door d
      WHERE d.id = door AND d.organisation_id <> body
        AND d.terms->'bodies' @> jsonb_build_array(jsonb_build_object('organisationId', body, 'kind', kind))
        AND (d.terms->'teamOrganisationIds' ? body::text) IS NOT TRUE
    )
  $$;
COMMENT ON FUNCTION app_door_names(uuid, uuid, text) IS 'Whether a reporting page names a body as standing there in this place.';

CREATE FUNCTION app_stands_at(door uuid, body uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (SELECT FROM concern_door d WHERE d.id = door AND d.organisation_id = body) OR EXISTS (
      SELECT FROM door_agreement a
      WHERE a.door_id = door AND a.organisation_id = body AND a.ended_on IS NULL AND app_door_names(door, body, a.kind)
    )
  $$;
COMMENT ON FUNCTION app_stands_at(uuid, uuid) IS
  'Whether a body keeps this page, or is named there and has said yes to that: being named alone gives nobody anything.';

CREATE FUNCTION app_beside(body uuid) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT DISTINCT o.id
    FROM concern_door d
    CROSS JOIN LATERAL (
      SELECT d.organisation_id AS id UNION SELECT a.organisation_id FROM door_agreement a WHERE a.door_id = d.id AND a.ended_on IS NULL
    ) o
    WHERE o.id <> body AND app_stands_at(d.id, body) AND app_stands_at(d.id, o.id)
      AND (d.terms->'teamOrganisationIds' ? o.id::text) IS NOT TRUE
  $$;
COMMENT ON FUNCTION app_beside(uuid) IS
  'The bodies that stand at a reporting page together with this one, each by its own word; the team of that page is none of them.';

CREATE FUNCTION app_doors_naming_mine() RETURNS TABLE (
    door uuid, door_name text, keeper text, body uuid, body_name text, kind text, agreed_on date
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT d.id, d.name, k.name, o.id, o.name, b.value->>'kind',
      (SELECT min(a.agreed_on) FROM door_agreement a
       WHERE a.door_id = d.id AND a.organisation_id = o.id AND a.kind = b.value->>'kind' AND a.ended_on IS NULL)
    FROM concern_door d JOIN organisation k ON k.id = d.organisation_id
    CROSS JOIN LATERAL jsonb_array_elements(d.terms->'bodies') b
    JOIN organisation o ON o.id::text = b.value->>'organisationId'
    WHERE o.id IN (SELECT app_my_organisations(ARRAY['safeguarding_lead'])) AND app_door_names(d.id, o.id, b.value->>'kind')
    ORDER BY k.name, d.name, d.id
  $$;
COMMENT ON FUNCTION app_doors_naming_mine() IS 'Reporting pages of others that name a body whose safeguarding lead I am, and whether we said yes.';

CREATE FUNCTION app_of_door_team(door uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern_door d
      WHERE d.id = door AND (
        d.terms->'teamPersonIds' ? person::text
        OR EXISTS (
          SELECT FROM membership m
          WHERE m.person_id = person AND app_in_force(m.from_at, m.until_at) AND d.terms->'teamOrganisationIds' ? m.organisation_id::text
        )
      )
    )
  $$;
COMMENT ON FUNCTION app_of_door_team(uuid, uuid) IS 'Whether somebody belongs to the project of a reporting page.';

CREATE FUNCTION app_keeps_door(door uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern_door d
      JOIN membership m ON m.organisation_id = d.organisation_id AND m.person_id = person
        AND m.role IN ('case_handler', 'safeguarding_lead') AND app_in_force(m.from_at, m.until_at)
      JOIN person p ON p.id = m.person_id AND p.closed_at IS NULL
      WHERE d.id = door
    ) AND NOT app_of_door_team(door, person)
  $$;
COMMENT ON FUNCTION app_keeps_door(uuid, uuid) IS 'Whether somebody looks after a reporting page and does not belong to its project.';

CREATE FUNCTION app_may_second_door(door uuid, person uuid, proposer uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT person <> proposer AND NOT app_of_door_team(door, person) AND (
      app_keeps_door(door, person)
      OR (
        NOT EXISTS (
          SELECT FROM concern_door d JOIN membership m ON m.organisation_id = d.organisation_id
          WHERE d.id = door AND m.person_id <> proposer AND app_keeps_door(door, m.person_id)
        )
        -- Nobody else looks after it: then somebody of the next body up, which has said yes to standing there.
        AND EXISTS (
          SELECT FROM membership m
          WHERE m.person_id = person AND m.role IN ('case_handler', 'safeguarding_lead') AND app_in_force(m.from_at, m.until_at)
            AND m.organisation_id::text = (
              SELECT b.value->>'organisationId'
              FROM concern_door d CROSS JOIN LATERAL jsonb_array_elements(d.terms->'bodies') b
              WHERE d.id = door AND b.value->>'kind' = 'next_up' AND app_stands_at(door, (b.value->>'organisationId')::uuid)
              ORDER BY (b.value->>'position')::integer LIMIT 1
            )
        )
      )
    )
  $$;
COMMENT ON FUNCTION app_may_second_door(uuid, uuid, uuid) IS
  'Whether somebody may be the second to a change of who reads at an open page: another keeper, or of the next body up where there is none.';

CREATE FUNCTION app_confirm_door_change(change uuid, terms jsonb, seen integer, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    asked door_change;
    touched text[];
  BEGIN
    SELECT * INTO asked FROM door_change c WHERE c.id = change AND c.state = 'open' FOR UPDATE;
    IF asked.id IS NULL OR app_may_second_door(asked.door_id, app_person(), asked.proposed_by_id) IS NOT TRUE
      OR NOT app_keeps_door(asked.door_id, asked.proposed_by_id) THEN
      RAISE EXCEPTION 'a second keeper confirms what another one proposed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    touched := CASE asked.part WHEN 'team' THEN ARRAY['teamOrganisationIds', 'teamPersonIds'] ELSE ARRAY[asked.part] END;
    UPDATE concern_door d SET terms = terms, revision = d.revision + 1
    WHERE d.id = asked.door_id AND d.revision = seen AND d.terms - touched = terms - touched;
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    UPDATE door_change c SET state = 'confirmed', settled_by_id = app_person(), settled_on = day WHERE c.id = change;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_confirm_door_change(uuid, jsonb, integer, date) IS
  'The second of two lets a change of who reads at an open page come true; false when the page is not the one any more that was looked at.';

CREATE FUNCTION app_too_few_keys(body uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT count(DISTINCT h.person_id) < 2
    FROM handler_key h JOIN membership m ON m.person_id = h.person_id AND m.organisation_id = h.organisation_id
    WHERE h.organisation_id = body AND h.counted_on IS NOT NULL AND h.ended_on IS NULL
      AND m.role = 'case_handler' AND app_in_force(m.from_at, m.until_at)
  $$;
COMMENT ON FUNCTION app_too_few_keys(uuid) IS
  'Whether fewer than two who handle cases of a body have a key that counts: then it lets no further key count by itself.';

CREATE FUNCTION app_keys_beside() RETURNS TABLE (key uuid, body_name text)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT k.id, o.name
    FROM handler_key k JOIN organisation o ON o.id = k.organisation_id
    WHERE k.counted_on IS NULL AND k.ended_on IS NULL AND k.person_id <> app_person()
      AND EXISTS (
        SELECT FROM membership m
        WHERE m.person_id = k.person_id AND m.organisation_id = k.organisation_id AND m.role = 'case_handler'
          AND app_in_force(m.from_at, m.until_at)
      )
      AND app_too_few_keys(k.organisation_id)
      AND EXISTS (
        SELECT FROM handler_key h
        WHERE h.person_id = app_person() AND h.counted_on IS NOT NULL AND h.ended_on IS NULL
          AND h.organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler']))
          AND h.organisation_id IN (SELECT app_beside(k.organisation_id))
      )
  $$;
COMMENT ON FUNCTION app_keys_beside() IS
  'Keys that wait in bodies beside mine which have too few to sign them: I sign those too, with a key that counts.';

CREATE FUNCTION app_may_end_key(body uuid, owner uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT owner = app_person() OR (
      body IN (SELECT app_my_organisations(ARRAY['case_handler']))
      AND EXISTS (
        SELECT FROM handler_key h
        WHERE h.organisation_id = body AND h.person_id = app_person() AND h.counted_on IS NOT NULL AND h.ended_on IS NULL
      )
      AND NOT EXISTS (
        SELECT FROM membership m
        WHERE m.person_id = owner AND m.organisation_id = body AND m.role = 'case_handler' AND app_in_force(m.from_at, m.until_at)
      )
    )
  $$;
COMMENT ON FUNCTION app_may_end_key(uuid, uuid) IS
  'Whether I may end somebody''s key: my own, or, with a key that counts, that of somebody who left this body.';

CREATE FUNCTION app_count_key(key uuid, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    body uuid;
    owner uuid;
    signers integer;
    founders uuid[];
  BEGIN
    SELECT organisation_id INTO body FROM handler_key WHERE id = key;
    -- Two pairs who enrol at once: the second sees that keys of the body count already.
    PERFORM pg_advisory_xact_lock(hashtextextended(body::text, 6));
    SELECT person_id INTO owner FROM handler_key WHERE id = key AND ended_on IS NULL AND counted_on IS NULL FOR UPDATE;
    IF owner IS NULL OR NOT (
      body IN (SELECT app_my_organisations(ARRAY['case_handler'])) OR key IN (SELECT b.key FROM app_keys_beside() b)
    ) THEN
      RETURN false;
    END IF;
    SELECT count(DISTINCT h.person_id) INTO signers
    FROM handler_key_signature s JOIN handler_key h ON h.id = s.by_key_id
    WHERE s.key_id = key AND h.id <> key AND h.counted_on IS NOT NULL AND h.ended_on IS NULL
      AND (
        h.organisation_id = body
        OR (h.person_id <> owner AND app_too_few_keys(body) AND h.organisation_id IN (SELECT app_beside(body)))
      );
    IF signers >= 2 THEN
      UPDATE handler_key h SET counted_on = day WHERE h.id = key;
      RETURN true;
    END IF;
    IF EXISTS (SELECT FROM handler_key h WHERE h.organisation_id = body AND h.counted_on IS NOT NULL) THEN
      RETURN false;
    END IF;
    -- Where no key has ever counted the first two are enrolled together: each has signed both.
    SELECT array_agg(h.id) INTO founders FROM handler_key h
    WHERE h.organisation_id = body AND h.ended_on IS NULL
      AND EXISTS (SELECT FROM handler_key_signature s WHERE s.key_id = key AND s.by_key_id = h.id)
      AND (
        SELECT count(DISTINCT t.person_id) FROM handler_key_signature s JOIN handler_key t ON t.id = s.by_key_id
        WHERE s.key_id = h.id AND t.organisation_id = body AND t.ended_on IS NULL
          AND s.by_key_id IN (SELECT u.by_key_id FROM handler_key_signature u WHERE u.key_id = key)
      ) >= 2;
    IF (SELECT count(DISTINCT h.person_id) FROM handler_key h WHERE h.id = ANY (founders)) < 2 OR key <> ALL (founders) THEN
      RETURN false;
    END IF;
    UPDATE handler_key h SET counted_on = day WHERE h.id = ANY (founders) AND h.counted_on IS NULL;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_count_key(uuid, date) IS
  'Lets a handler''s key count once two have signed it whose own keys count, of its body or, where that has too few, of one beside it; the very first two of a body sign each other and themselves.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'concern_door', 'door_agreement', 'door_change', 'handler_key', 'handler_key_signature', 'handler_key_wrap', 'concern', 'concern_thread', 'concern_way', 'concern_key',
    'concern_envelope', 'sealed_part', 'sealed_file', 'concern_clock', 'concern_proposal', 'concern_declaration', 'case_log_entry',
    'desk_request'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

GRANT USAGE ON SEQUENCE sealed_part_position_seq, case_log_entry_position_seq TO amana_request;

GRANT SELECT, INSERT, UPDATE (name, terms, revision, tested_on, opened_on) ON concern_door TO amana_request;
CREATE POLICY seen ON concern_door FOR SELECT TO amana_request USING (
  organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead']))
  OR EXISTS (SELECT FROM concern c JOIN my_participation m ON m.record_id = c.id WHERE c.door_id = concern_door.id)
);
CREATE POLICY made ON concern_door FOR INSERT TO amana_request WITH CHECK (
  created_by_id = app_person() AND opened_on IS NULL
  AND organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead']))
);
CREATE POLICY changed ON concern_door FOR UPDATE TO amana_request
  USING (organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead'])));

CREATE FUNCTION door_changes() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF OLD.opened_on IS NOT NULL AND NEW.opened_on IS DISTINCT FROM OLD.opened_on THEN
      RAISE EXCEPTION 'a door that was opened never shuts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.opened_on IS NOT NULL AND current_user = 'amana_request' AND EXISTS (
      SELECT FROM unnest(ARRAY['bodies', 'teamOrganisationIds', 'teamPersonIds', 'rota']) AS part
      WHERE OLD.terms->part IS DISTINCT FROM NEW.terms->part
    ) THEN
      RAISE EXCEPTION 'two people change who reads at an open door' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER never_shuts BEFORE UPDATE ON concern_door FOR EACH ROW EXECUTE FUNCTION door_changes();

GRANT SELECT, INSERT, UPDATE (ended_on, ended_by_id) ON door_agreement TO amana_request;
CREATE POLICY seen ON door_agreement FOR SELECT TO amana_request USING (
  organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead']))
  OR EXISTS (SELECT FROM concern_door d WHERE d.id = door_agreement.door_id)
);
CREATE POLICY given ON door_agreement FOR INSERT TO amana_request WITH CHECK (
  agreed_by_id = app_person() AND ended_on IS NULL AND ended_by_id IS NULL
  AND organisation_id IN (SELECT app_my_organisations(ARRAY['safeguarding_lead'])) AND app_door_names(door_id, organisation_id, kind)
);
CREATE POLICY taken_back ON door_agreement FOR UPDATE TO amana_request
  USING (ended_on IS NULL AND organisation_id IN (SELECT app_my_organisations(ARRAY['safeguarding_lead'])))
  WITH CHECK (ended_on IS NOT NULL AND ended_by_id = app_person());

GRANT SELECT, INSERT, UPDATE (state, settled_by_id, settled_on) ON door_change TO amana_request;
CREATE POLICY seen ON door_change FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM concern_door d WHERE d.id = door_change.door_id
          AND d.organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead'])))
  OR state = 'open' AND app_may_second_door(door_id, app_person(), proposed_by_id)
);
CREATE POLICY proposed ON door_change FOR INSERT TO amana_request WITH CHECK (
  proposed_by_id = app_person() AND state = 'open' AND settled_by_id IS NULL AND part IN ('bodies', 'team', 'rota')
  AND app_keeps_door(door_id, app_person())
);
CREATE POLICY ended ON door_change FOR UPDATE TO amana_request
  USING (state = 'open')
  WITH CHECK (
    settled_by_id = app_person()
    AND CASE state
      WHEN 'taken_back' THEN proposed_by_id = app_person()
      WHEN 'refused' THEN app_may_second_door(door_id, app_person(), proposed_by_id)
      ELSE false
    END
  );

GRANT SELECT, INSERT, UPDATE (ended_on) ON handler_key TO amana_request;
CREATE POLICY seen ON handler_key FOR SELECT TO amana_request USING (
  person_id = app_person() OR EXISTS (SELECT FROM app_my_organisations(ARRAY['case_handler', 'safeguarding_lead']))
);
CREATE POLICY made ON handler_key FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND counted_on IS NULL AND ended_on IS NULL
  AND organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler']))
);
CREATE POLICY ended ON handler_key FOR UPDATE TO amana_request
  USING (app_may_end_key(organisation_id, person_id))
  WITH CHECK (ended_on IS NOT NULL);

GRANT SELECT, INSERT ON handler_key_signature TO amana_request;
CREATE POLICY seen ON handler_key_signature FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM handler_key h WHERE h.id = handler_key_signature.key_id)
);
CREATE POLICY signed ON handler_key_signature FOR INSERT TO amana_request WITH CHECK (
  EXISTS (
    SELECT FROM handler_key h JOIN handler_key s ON s.id = handler_key_signature.key_id
    WHERE h.id = handler_key_signature.by_key_id AND h.person_id = app_person() AND h.ended_on IS NULL
      AND h.organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler']))
      AND s.ended_on IS NULL
      AND (
        s.organisation_id = h.organisation_id
        OR (h.counted_on IS NOT NULL AND s.id IN (SELECT b.key FROM app_keys_beside() b) AND h.organisation_id IN (SELECT app_beside(s.organisation_id)))
      )
  )
);

GRANT SELECT, INSERT, UPDATE (ended_on) ON handler_key_wrap TO amana_request;
CREATE POLICY seen ON handler_key_wrap FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM handler_key h WHERE h.id = handler_key_wrap.key_id AND h.person_id = app_person())
);
CREATE POLICY made ON handler_key_wrap FOR INSERT TO amana_request WITH CHECK (
  EXISTS (SELECT FROM handler_key h WHERE h.id = handler_key_wrap.key_id AND h.person_id = app_person())
);
CREATE POLICY ended ON handler_key_wrap FOR UPDATE TO amana_request
  USING (EXISTS (SELECT FROM handler_key h WHERE h.id = handler_key_wrap.key_id AND h.person_id = app_person()));

GRANT SELECT, UPDATE (label, next_due_at, machine_version, state, value, context, revision) ON concern TO amana_request;
CREATE POLICY seen ON concern FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = concern.id AND m.capacity IN ('case_handler', 'case_overseer', 'subject_carer')
  )
);
CREATE POLICY moved ON concern FOR UPDATE TO amana_request USING (app_handles(id));

GRANT SELECT, INSERT, UPDATE (ended_on) ON concern_thread, concern_way, concern_envelope TO amana_request;
GRANT SELECT, INSERT ON concern_key TO amana_request;
CREATE POLICY seen ON concern_thread FOR SELECT TO amana_request USING (app_handles(concern_id));
CREATE POLICY made ON concern_thread FOR INSERT TO amana_request WITH CHECK (app_account_open(concern_id));
CREATE POLICY ended ON concern_thread FOR UPDATE TO amana_request USING (app_account_open(concern_id));
CREATE POLICY seen ON concern_key FOR SELECT TO amana_request USING (app_handles(concern_id));
CREATE POLICY made ON concern_key FOR INSERT TO amana_request WITH CHECK (app_account_open(concern_id));
CREATE FUNCTION app_vouch_for_case_key(key uuid, handler_key uuid, signature text, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT FROM concern_key k JOIN concern_envelope e ON e.key_id = k.id JOIN handler_key h ON h.id = e.handler_key_id
      WHERE k.id = key AND k.generation = 1 AND app_account_open(k.concern_id) AND e.holder = 'handler' AND e.ended_on IS NULL
        AND h.id = handler_key AND h.person_id = app_person() AND h.counted_on IS NOT NULL AND h.ended_on IS NULL
    ) THEN
      RAISE EXCEPTION 'who opened a key signs that it is of this case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE concern_key k
    SET signatures = k.signatures || jsonb_build_object('by', handler_key, 'how', 'opened', 'signature', signature, 'on', day)
    WHERE k.id = key AND NOT k.signatures @> jsonb_build_array(jsonb_build_object('by', handler_key));
    RETURN FOUND;
  END
  $$;
COMMENT ON FUNCTION app_vouch_for_case_key(uuid, uuid, text, date) IS
  'I opened what came with the filing under this key: my signature stands beside it. False where it stands there already.';
REVOKE EXECUTE ON FUNCTION app_vouch_for_case_key(uuid, uuid, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_vouch_for_case_key(uuid, uuid, text, date) TO amana_request;
CREATE POLICY seen ON concern_way FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM concern_thread t WHERE t.id = concern_way.thread_id AND app_handles(t.concern_id))
);
CREATE POLICY made ON concern_way FOR INSERT TO amana_request WITH CHECK (
  EXISTS (SELECT FROM concern_thread t WHERE t.id = concern_way.thread_id AND app_account_open(t.concern_id))
);
CREATE POLICY ended ON concern_way FOR UPDATE TO amana_request USING (
  EXISTS (SELECT FROM concern_thread t WHERE t.id = concern_way.thread_id AND app_account_open(t.concern_id))
);
CREATE POLICY seen ON concern_envelope FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM concern_key k WHERE k.id = concern_envelope.key_id AND app_handles(k.concern_id))
);
CREATE POLICY made ON concern_envelope FOR INSERT TO amana_request WITH CHECK (
  EXISTS (SELECT FROM concern_key k WHERE k.id = concern_envelope.key_id AND app_account_open(k.concern_id))
);
CREATE POLICY ended ON concern_envelope FOR UPDATE TO amana_request USING (
  EXISTS (SELECT FROM concern_key k WHERE k.id = concern_envelope.key_id AND app_account_open(k.concern_id))
);

GRANT SELECT, INSERT ON sealed_part TO amana_request;
CREATE POLICY seen ON sealed_part FOR SELECT TO amana_request USING (
  CASE WHEN first THEN app_handles(concern_id) ELSE app_account_open(concern_id) END
);
CREATE POLICY given ON sealed_part FOR INSERT TO amana_request WITH CHECK (app_account_open(concern_id));

GRANT SELECT, INSERT, UPDATE (locked_on, locked_by_id) ON sealed_file TO amana_request;
CREATE POLICY seen ON sealed_file FOR SELECT TO amana_request USING (app_account_open(concern_id));
CREATE POLICY given ON sealed_file FOR INSERT TO amana_request WITH CHECK (app_account_open(concern_id));
CREATE POLICY locked ON sealed_file FOR UPDATE TO amana_request
  USING (app_account_open(concern_id)) WITH CHECK (locked_on IS NOT NULL AND locked_by_id = app_person());

GRANT SELECT, INSERT, UPDATE (due_at, met_on, paused_on, level) ON concern_clock TO amana_request;
CREATE POLICY seen ON concern_clock FOR SELECT TO amana_request USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = concern_clock.concern_id AND m.capacity IN ('case_handler', 'case_overseer')
  )
);
CREATE POLICY made ON concern_clock FOR INSERT TO amana_request WITH CHECK (app_handles(concern_id));
-- Whom somebody asks whether they were made to pay: a thread, or somebody without one, whose name lies sealed.
ALTER TABLE concern_clock ADD CONSTRAINT check_of_a_person CHECK ((kind = 'detriment') = (person_ref IS NOT NULL));
CREATE POLICY moved ON concern_clock FOR UPDATE TO amana_request
  USING (app_handles(concern_id)) WITH CHECK (paused_on IS NULL OR NOT legal);

GRANT SELECT, INSERT, UPDATE (settled_by_id, settled_on, state) ON concern_proposal TO amana_request;
CREATE POLICY seen ON concern_proposal FOR SELECT TO amana_request USING (app_account_open(concern_id));
CREATE POLICY made ON concern_proposal FOR INSERT TO amana_request WITH CHECK (
  app_account_open(concern_id) AND proposed_by_id = app_person() AND state = 'open' AND settled_by_id IS NULL
);
CREATE POLICY settled ON concern_proposal FOR UPDATE TO amana_request
  USING (app_account_open(concern_id) AND state = 'open')
  WITH CHECK (
    settled_by_id = app_person()
    AND CASE state WHEN 'taken_back' THEN proposed_by_id = app_person() ELSE proposed_by_id <> app_person() END
  );

GRANT SELECT, INSERT ON concern_declaration TO amana_request;
CREATE POLICY seen ON concern_declaration FOR SELECT TO amana_request USING (app_handles(concern_id));
CREATE POLICY said ON concern_declaration FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND NOT conflicted AND app_handles(concern_id)
);

GRANT SELECT, INSERT ON case_log_entry TO amana_request;
CREATE POLICY seen ON case_log_entry FOR SELECT TO amana_request USING (app_account_open(concern_id));
CREATE POLICY noted ON case_log_entry FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND EXISTS (SELECT FROM my_participation m WHERE m.record_id = case_log_entry.concern_id)
);

GRANT SELECT, INSERT, UPDATE (state, second_by_id, answered_on, sealed, revision) ON desk_request TO amana_request;
CREATE POLICY seen ON desk_request FOR SELECT TO amana_request USING (
  organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler']))
);
CREATE POLICY made ON desk_request FOR INSERT TO amana_request WITH CHECK (
  by_id = app_person() AND organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler']))
);
CREATE POLICY moved ON desk_request FOR UPDATE TO amana_request
  USING (organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler'])));

REVOKE EXECUTE ON FUNCTION
  app_handles(uuid), app_account_open(uuid), app_step_back_from_case(uuid, date), app_add_to_case(uuid, uuid, text, date),
  app_end_in_case(uuid, uuid, text, date), app_count_key(uuid, date), app_beside(uuid), app_too_few_keys(uuid), app_keys_beside(),
  app_may_end_key(uuid, uuid), app_of_the_team(uuid, uuid), door_changes(),
  app_door_names(uuid, uuid, text), app_stands_at(uuid, uuid), app_doors_naming_mine(), app_of_door_team(uuid, uuid),
  app_keeps_door(uuid, uuid), app_may_second_door(uuid, uuid, uuid), app_confirm_door_change(uuid, jsonb, integer, date),
  app_key_stands(uuid), app_left_no_body(), app_stands_in(uuid, uuid, text), app_could_open(uuid, uuid, text), app_is_read(uuid), app_seat_reserve(uuid, date), app_handlers_besides(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_handles(uuid), app_account_open(uuid), app_step_back_from_case(uuid, date), app_add_to_case(uuid, uuid, text, date),
  app_end_in_case(uuid, uuid, text, date), app_count_key(uuid, date), app_beside(uuid), app_too_few_keys(uuid), app_keys_beside(),
  app_door_names(uuid, uuid, text), app_stands_at(uuid, uuid), app_doors_naming_mine(), app_of_door_team(uuid, uuid),
  app_keeps_door(uuid, uuid), app_may_second_door(uuid, uuid, uuid), app_confirm_door_change(uuid, jsonb, integer, date),
  app_may_end_key(uuid, uuid), app_of_the_team(uuid, uuid), app_key_stands(uuid), app_left_no_body(), app_stands_in(uuid, uuid, text), app_handlers_besides(uuid, uuid) TO amana_request;

-- Clocks of cases are looked at every six hours.

SELECT pgboss.create_queue(q.name, jsonb_build_object('policy', 'standard', 'deadLetter', 'dead',
    'retentionSeconds', 5184000, 'deleteAfterSeconds', 2592000, 'retryLimit', 3, 'retryDelay', 5,
    'retryBackoff', true, 'retryDelayMax', 300, 'expireInSeconds', q.expires))
FROM (VALUES ('watchConcerns', 300)) AS q(name, expires);

-- What two people decide over what is sealed: who somebody is, what is taken out of a part, what is deleted, what the desk answers.

CREATE FUNCTION app_holds_identity(concern uuid, with_duty boolean) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT app_account_open(concern) AND EXISTS (
      SELECT FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id JOIN handler_key h ON h.id = e.handler_key_id
      WHERE k.concern_id = concern AND k.kind = 'identity' AND e.holder = 'handler' AND e.ended_on IS NULL
        AND h.person_id = app_person() AND app_key_stands(h.id) AND ('custody' = ANY (h.duties) OR NOT with_duty)
    )
  $$;
COMMENT ON FUNCTION app_holds_identity(uuid, boolean) IS
  'Whether I hold an envelope of the key under which this case keeps who somebody is; with the duty, whether I am its custodian.';

CREATE FUNCTION app_has_custodian(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id JOIN handler_key h ON h.id = e.handler_key_id
      JOIN participation p ON p.record_id = concern AND p.person_id = h.person_id AND p.capacity = 'case_handler' AND p.until_at IS NULL
      WHERE k.concern_id = concern AND k.kind = 'identity' AND e.holder = 'handler' AND e.ended_on IS NULL
        AND 'custody' = ANY (h.duties) AND app_key_stands(h.id)
        AND NOT EXISTS (SELECT FROM participation r WHERE r.record_id = concern AND r.person_id = h.person_id AND r.capacity = 'recused')
    )
  $$;
COMMENT ON FUNCTION app_has_custodian(uuid) IS 'Whether somebody who handles this case today has the duty to keep who people are, and the key.';

CREATE FUNCTION app_keeps_identity(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT app_holds_identity(concern, true) OR app_holds_identity(concern, false) AND EXISTS (
      SELECT FROM concern_proposal p
      WHERE p.concern_id = concern AND p.kind = 'identity' AND p.state = 'confirmed' AND p.proposed_by_id = app_person()
    )
  $$;
COMMENT ON FUNCTION app_keeps_identity(uuid) IS
  'Whether I am given who somebody is: its custodian, or a handler who asked and to whom it was granted. An envelope alone is not enough.';

CREATE POLICY who_somebody_is ON sealed_part AS RESTRICTIVE FOR SELECT TO amana_request USING (
  NOT EXISTS (SELECT FROM concern_key k WHERE k.id = sealed_part.key_id AND k.kind = 'identity')
  OR app_keeps_identity(concern_id)
);

CREATE FUNCTION app_may_seal_identity_for(key uuid, handler_key uuid, holder text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT CASE
      -- A key that has just been made in the place of an older one: only who held the older one holds an envelope of it.
      WHEN NOT EXISTS (SELECT FROM concern_envelope e WHERE e.key_id = k.id)
        THEN holder = 'escrow' OR h.person_id <> app_person() OR app_holds_identity(k.concern_id, false)
      -- To somebody with the duty; or, by somebody with the duty, to a handler who asked.
      ELSE app_holds_identity(k.concern_id, false) AND (
        'custody' = ANY (h.duties)
        OR app_holds_identity(k.concern_id, true) AND EXISTS (
          SELECT FROM concern_proposal p
          WHERE p.concern_id = k.concern_id AND p.kind = 'identity' AND p.state = 'open'
            AND p.proposed_by_id = h.person_id AND p.proposed_by_id <> app_person()
        )
      )
    END
    FROM concern_key k JOIN handler_key h ON h.id = handler_key WHERE k.id = key
  $$;
COMMENT ON FUNCTION app_may_seal_identity_for(uuid, uuid, text) IS
  'Whether I may give somebody an envelope of the key of who a person is: to a custodian, or as custodian to who asked.';

-- Where a case has a custodian, they alone grant it; where it has none, two handlers do who are not the one who asks.
CREATE POLICY identity_is_granted ON concern_proposal AS RESTRICTIVE FOR UPDATE TO amana_request
  USING (true) WITH CHECK (kind <> 'identity' OR state <> 'confirmed' OR app_holds_identity(concern_id, true));
CREATE POLICY nobody_agreed_yet ON concern_proposal AS RESTRICTIVE FOR INSERT TO amana_request
  WITH CHECK (kind <> 'identity' OR NOT data ? 'agreedById');

CREATE FUNCTION app_agree_identity(proposal uuid, day date) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    asked concern_proposal;
  BEGIN
    SELECT * INTO asked FROM concern_proposal p WHERE p.id = proposal AND p.kind = 'identity' AND p.state = 'open' FOR UPDATE;
    IF asked.id IS NULL OR app_account_open(asked.concern_id) IS NOT TRUE OR asked.proposed_by_id = app_person() THEN
      RAISE EXCEPTION 'a handler agrees to what somebody else asked' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF app_has_custodian(asked.concern_id) THEN
      RAISE EXCEPTION 'where there is a custodian they alone agree' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF asked.data->>'agreedById' = app_person()::text THEN
      RAISE EXCEPTION 'a second handler agrees too' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT asked.data ? 'agreedById' OR NOT app_could_open(asked.concern_id, (asked.data->>'agreedById')::uuid, 'handler') THEN
      UPDATE concern_proposal p SET data = p.data || jsonb_build_object('agreedById', app_person()) WHERE p.id = proposal;
      RETURN 'one';
    END IF;
    UPDATE concern_proposal p SET state = 'confirmed', settled_by_id = app_person(), settled_on = day WHERE p.id = proposal;
    RETURN 'granted';
  END
  $$;
COMMENT ON FUNCTION app_agree_identity(uuid, date) IS
  'In a case without a custodian: the first of two handlers agrees that a third is given who somebody is, or the second, and it is granted.';

CREATE POLICY who_somebody_is ON concern_envelope AS RESTRICTIVE FOR INSERT TO amana_request WITH CHECK (
  NOT EXISTS (SELECT FROM concern_key k WHERE k.id = concern_envelope.key_id AND k.kind = 'identity')
  OR app_may_seal_identity_for(key_id, handler_key_id, holder)
);

CREATE FUNCTION app_may_open_thread(thread uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT NOT EXISTS (SELECT FROM concern_way w WHERE w.thread_id = thread) OR EXISTS (
      SELECT FROM concern_proposal p
      WHERE p.kind = 'rejoin' AND p.state = 'open' AND p.data->>'olderThread' = thread::text
        AND p.proposed_by_id <> app_person() AND app_account_open(p.concern_id)
    )
  $$;
COMMENT ON FUNCTION app_may_open_thread(uuid) IS
  'Whether I may let a code open this thread: its first one, or a later one that somebody else proposed.';

CREATE POLICY by_two ON concern_way AS RESTRICTIVE FOR INSERT TO amana_request WITH CHECK (app_may_open_thread(thread_id));

CREATE FUNCTION app_is_deleted(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM concern_proposal p WHERE p.concern_id = concern AND p.kind = 'delete' AND p.state = 'confirmed') $$;
COMMENT ON FUNCTION app_is_deleted(uuid) IS 'Whether two people deleted what this case held: nothing is sealed to it any more.';

CREATE POLICY nothing_after_deletion ON sealed_part AS RESTRICTIVE FOR INSERT TO amana_request WITH CHECK (NOT app_is_deleted(concern_id));

-- What was proposed and is open, in a case that is open to me, by somebody else than me; locked. Otherwise it is refused.
CREATE FUNCTION app_second_of(proposal uuid, kind text) RETURNS concern_proposal
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one concern_proposal;
  BEGIN
    SELECT * INTO found_one FROM concern_proposal p WHERE p.id = proposal AND p.kind = kind AND p.state = 'open' FOR UPDATE;
    IF found_one.id IS NULL OR app_account_open(found_one.concern_id) IS NOT TRUE OR found_one.proposed_by_id = app_person() THEN
      RAISE EXCEPTION 'a second person confirms what somebody else proposed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN found_one;
  END
  $$;

COMMENT ON FUNCTION app_second_of(uuid, text) IS 'A proposal that I may settle as its second person, locked; everything else is refused.';

CREATE FUNCTION app_redact_part(proposal uuid, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    found_one concern_proposal := app_second_of(proposal, 'redact');
  BEGIN
    UPDATE sealed_part s SET sealed = decode(found_one.data->>'copy', 'base64')
    WHERE s.id = (found_one.data->>'part')::uuid AND s.concern_id = found_one.concern_id
      AND encode(sha256(s.sealed), 'hex') = found_one.data->>'was';
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    UPDATE concern_proposal p SET state = 'confirmed', settled_by_id = app_person(), settled_on = day, data = p.data - 'copy'
    WHERE p.id = found_one.id;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_redact_part(uuid, date) IS
  'The second of two puts the redacted copy in the place of a sealed part; false when that part is not the one proposed any more.';

CREATE FUNCTION app_delete_content(proposal uuid, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    found_one concern_proposal := app_second_of(proposal, 'delete');
  BEGIN
    PERFORM FROM concern c WHERE c.id = found_one.concern_id AND c.value->>'legalHold' = 'released' FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'nothing is deleted while the legal hold is on' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE concern_envelope e SET sealed = '', ended_on = coalesce(e.ended_on, day)
    FROM concern_key k WHERE k.id = e.key_id AND k.concern_id = found_one.concern_id;
    UPDATE sealed_part s SET sealed = '' WHERE s.concern_id = found_one.concern_id;
    UPDATE concern_way w SET ended_on = coalesce(w.ended_on, day)
    FROM concern_thread t WHERE t.id = w.thread_id AND t.concern_id = found_one.concern_id;
    UPDATE concern c SET label = NULL WHERE c.id = found_one.concern_id;
    UPDATE concern_proposal p SET data = p.data - 'copy' WHERE p.concern_id = found_one.concern_id;
    UPDATE concern_proposal p SET state = 'confirmed', settled_by_id = app_person(), settled_on = day WHERE p.id = found_one.id;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_delete_content(uuid, date) IS
  'The second of two deletes what a case held once its legal hold was released; its rows and its log stay.';

-- The desk: entries are only added, in the order of the steps; two people answer, and the longest time is what the law knows.
GRANT UPDATE (due_on, by_id) ON desk_request TO amana_request;
CREATE FUNCTION desk_changes() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF substring(NEW.sealed FROM 1 FOR length(OLD.sealed)) IS DISTINCT FROM OLD.sealed THEN
      RAISE EXCEPTION 'what the desk wrote down stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.due_on < OLD.due_on OR NEW.due_on > (OLD.received_on + interval '3 months')::date THEN
      RAISE EXCEPTION 'a request is answered within three months' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.by_id IS DISTINCT FROM OLD.by_id AND (NEW.by_id IS DISTINCT FROM app_person() OR OLD.state <> 'weighed') THEN
      RAISE EXCEPTION 'nobody writes for somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.second_by_id IS NULL THEN
      IF NEW.state IN ('signed', 'answered', 'appealed') OR (OLD.second_by_id IS NOT NULL AND OLD.state <> 'appealed') THEN
        RAISE EXCEPTION 'two people sign an answer' USING ERRCODE = 'insufficient_privilege';
      END IF;
    ELSIF NEW.second_by_id IS DISTINCT FROM OLD.second_by_id
      AND (NEW.second_by_id IS DISTINCT FROM app_person() OR NEW.second_by_id = OLD.by_id OR OLD.state <> 'weighed') THEN
      RAISE EXCEPTION 'two people sign an answer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER only_onwards BEFORE UPDATE ON desk_request FOR EACH ROW EXECUTE FUNCTION desk_changes();

REVOKE EXECUTE ON FUNCTION
  app_holds_identity(uuid, boolean), app_has_custodian(uuid), app_agree_identity(uuid, date),
  app_keeps_identity(uuid), app_may_seal_identity_for(uuid, uuid, text), app_may_open_thread(uuid), app_is_deleted(uuid), app_second_of(uuid, text),
  app_redact_part(uuid, date), app_delete_content(uuid, date), desk_changes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_holds_identity(uuid, boolean), app_has_custodian(uuid), app_agree_identity(uuid, date),
  app_keeps_identity(uuid), app_may_seal_identity_for(uuid, uuid, text), app_may_open_thread(uuid), app_is_deleted(uuid), app_redact_part(uuid, date),
  app_delete_content(uuid, date) TO amana_request;
