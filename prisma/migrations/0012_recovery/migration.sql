-- CreateTable
CREATE TABLE "case_recovery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "concern_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "asked_by_id" UUID,
    "seconded_by_id" UUID,
    "first_key_id" UUID,
    "second_key_id" UUID,
    "halves" JSONB,
    "names" JSONB,
    "asked_on" DATE NOT NULL,
    "ends_on" DATE,
    "settled_on" DATE,

    CONSTRAINT "case_recovery_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "concern_clock" ADD COLUMN "amount" INTEGER,
ADD COLUMN "basis" TEXT,
ADD COLUMN "duty" TEXT,
ADD COLUMN "stopped_on" DATE,
ADD COLUMN "unit" TEXT,
ADD COLUMN "zone" TEXT;

-- AlterTable
ALTER TABLE "handler_key_wrap" ADD COLUMN "of_key_id" UUID;

-- CreateIndex
CREATE INDEX "case_recovery_concern_id_idx" ON "case_recovery"("concern_id");

-- CreateIndex
CREATE INDEX "case_recovery_state_idx" ON "case_recovery"("state");

-- AddForeignKey
ALTER TABLE "case_recovery" ADD CONSTRAINT "case_recovery_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A case whose handlers are gone is opened by two escrow holders, for others than themselves. Requests read and write this
-- table through the functions below and in no other way.
ALTER TABLE case_recovery ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION app_is_of_team(concern uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern c JOIN concern_door d ON d.id = c.door_id
      WHERE c.id = concern AND (
        d.terms->'teamPersonIds' ? person::text
        OR EXISTS (
          SELECT FROM membership m
          WHERE m.person_id = person AND app_in_force(m.from_at, m.until_at)
            AND d.terms->'teamOrganisationIds' ? m.organisation_id::text
        )
      )
    )
  $$;
COMMENT ON FUNCTION app_is_of_team(uuid, uuid) IS 'Whether somebody belongs to the project or site of a case.';

CREATE FUNCTION app_key_serves(handler_key uuid, duty text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM handler_key h JOIN person p ON p.id = h.person_id AND p.closed_at IS NULL
      JOIN membership m ON m.person_id = h.person_id AND m.organisation_id = h.organisation_id AND app_in_force(m.from_at, m.until_at)
        AND (m.role = 'case_handler' OR duty = 'escrow' AND m.role = 'safeguarding_lead')
      WHERE h.id = handler_key AND h.counted_on IS NOT NULL AND h.ended_on IS NULL AND duty = ANY (h.duties)
    )
  $$;
COMMENT ON FUNCTION app_key_serves(uuid, text) IS
  'Whether this key counts for a duty, and whoever holds it does that work in its body today; a lead may hold escrow as well.';

CREATE FUNCTION app_is_free_of(concern uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT NOT app_is_of_team(concern, person)
      AND NOT EXISTS (SELECT FROM concern_declaration d WHERE d.concern_id = concern AND d.person_id = person AND d.conflicted)
      -- Of the parts in a case only that of whoever handles it today leaves them free for it.
      AND NOT EXISTS (
        SELECT FROM participation t
        WHERE t.record_id = concern AND t.person_id = person AND (t.capacity <> 'case_handler' OR t.until_at IS NOT NULL)
      )
  $$;
COMMENT ON FUNCTION app_is_free_of(uuid, uuid) IS
  'Whether nothing keeps somebody from a case: not of the team, no conflict, no part that ended, and no other part in it.';

CREATE FUNCTION app_may_recover(concern uuid, handler_key uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT app_key_serves(handler_key, 'escrow') AND EXISTS (
      SELECT FROM handler_key h
      WHERE h.id = handler_key AND app_is_free_of(concern, h.person_id)
        -- Whoever handles the case or asks for it holds no half of it.
        AND NOT EXISTS (SELECT FROM participation t WHERE t.record_id = concern AND t.person_id = h.person_id)
        AND NOT EXISTS (
          SELECT FROM case_recovery r
          WHERE r.concern_id = concern AND r.state NOT IN ('done', 'ended') AND h.person_id IN (r.asked_by_id, r.seconded_by_id)
        )
    )
  $$;
COMMENT ON FUNCTION app_may_recover(uuid, uuid) IS 'Whether this key is of an escrow holder who may hold half of this case.';

CREATE FUNCTION app_escrow_pairs(concern uuid)
  RETURNS TABLE (outer_key uuid, outer_person uuid, inner_key uuid, inner_person uuid)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT DISTINCT o.id, o.person_id, i.id, i.person_id
    FROM concern_envelope e
    JOIN concern_key k ON k.id = e.key_id AND k.concern_id = concern AND k.kind = 'file'
    JOIN handler_key o ON o.id = e.handler_key_id
    JOIN handler_key i ON i.id = e.inner_key_id
    WHERE e.holder = 'escrow' AND e.ended_on IS NULL AND o.person_id <> i.person_id
      AND app_may_recover(concern, o.id) AND app_may_recover(concern, i.id)
  $$;
COMMENT ON FUNCTION app_escrow_pairs(uuid) IS 'Two different persons each who could open this case together today.';

CREATE FUNCTION app_recovery_stands(recovery uuid, day date) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM case_recovery r
      WHERE r.id = recovery AND r.state NOT IN ('done', 'ended') AND (r.ends_on IS NULL OR r.ends_on >= day)
        AND NOT app_is_deleted(r.concern_id) AND (r.why <> 'nobody' OR NOT app_is_read(r.concern_id))
    )
  $$;
COMMENT ON FUNCTION app_recovery_stands(uuid, date) IS
  'Whether a case still has to be recovered: its days are not over, it was not deleted, and nobody reads it or two asked.';

CREATE FUNCTION app_watches_case(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT app_account_open(concern)
      OR EXISTS (SELECT FROM my_participation m WHERE m.record_id = concern AND m.capacity = 'case_overseer')
  $$;
COMMENT ON FUNCTION app_watches_case(uuid) IS 'Whether I may ask that a case is recovered: I opened it, or I watch its clocks.';

CREATE FUNCTION app_my_recoveries(day date)
  RETURNS TABLE (
    id uuid, concern_id uuid, organisation_id uuid, arrived_on date, state text, why text, ends_on date, part text,
    first_person uuid, second_person uuid
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT * FROM (
      SELECT r.id, r.concern_id, c.organisation_id, c.arrived_on, r.state, r.why, r.ends_on,
        CASE
          WHEN r.state = 'asked' THEN
            CASE WHEN NOT app_watches_case(c.id) THEN NULL WHEN r.asked_by_id = app_person() THEN 'asked' ELSE 'may_second' END
          WHEN app_watches_case(c.id) THEN 'watches'
          WHEN r.state = 'open' THEN (
            SELECT CASE WHEN bool_or(p.outer_person = app_person()) THEN 'outer' WHEN bool_or(p.inner_person = app_person()) THEN 'inner' END
            FROM app_escrow_pairs(c.id) p
          )
          ELSE (
            SELECT CASE
              WHEN bool_or(p.outer_key = r.first_key_id AND p.inner_key = r.second_key_id AND p.outer_person = app_person()) THEN 'first'
              WHEN bool_or(p.outer_key = r.first_key_id AND p.inner_key = r.second_key_id AND p.inner_person = app_person()) THEN 'second'
              WHEN bool_or(app_person() IN (p.outer_person, p.inner_person)) THEN 'other'
            END
            FROM app_escrow_pairs(c.id) p
          )
        END AS part,
        (SELECT h.person_id FROM handler_key h WHERE h.id = r.first_key_id) AS first_person,
        (SELECT h.person_id FROM handler_key h WHERE h.id = r.second_key_id) AS second_person
      FROM case_recovery r JOIN concern c ON c.id = r.concern_id
      WHERE app_recovery_stands(r.id, day)
    ) found WHERE found.part IS NOT NULL
    ORDER BY found.arrived_on, found.id
  $$;
COMMENT ON FUNCTION app_my_recoveries(date) IS 'The cases to be recovered in which I have something to do or to know, and as what.';

CREATE FUNCTION app_ask_recovery(concern uuid, why text, day date) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one case_recovery;
  BEGIN
    IF app_watches_case(concern) IS NOT TRUE OR app_is_deleted(concern) THEN
      RAISE EXCEPTION 'only who opened a case or watches it asks that it is recovered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF why NOT IN ('handlers_gone', 'no_answer', 'keys_lost') THEN
      RAISE EXCEPTION 'that is no reason to recover a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(concern::text, 5));
    SELECT * INTO found_one FROM case_recovery r
    WHERE r.concern_id = concern AND r.state NOT IN ('done', 'ended') AND (r.ends_on IS NULL OR r.ends_on >= day) FOR UPDATE;
    IF found_one.id IS NULL THEN
      INSERT INTO case_recovery (concern_id, state, why, asked_by_id, asked_on, ends_on)
      VALUES (concern, 'asked', why, app_person(), day, day + 14);
      RETURN 'asked';
    END IF;
    IF found_one.state <> 'asked' OR found_one.asked_by_id = app_person() THEN
      RETURN NULL;
    END IF;
    UPDATE case_recovery r SET state = 'open', seconded_by_id = app_person(), ends_on = NULL WHERE r.id = found_one.id;
    RETURN 'open';
  END
  $$;
COMMENT ON FUNCTION app_ask_recovery(uuid, text, date) IS
  'The first of two asks that a case is recovered, or the second of two says the same; null where neither is open to me.';

CREATE FUNCTION app_recovery_as(recovery uuid, part text, day date) RETURNS case_recovery
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one case_recovery;
  BEGIN
    SELECT * INTO found_one FROM case_recovery r WHERE r.id = recovery FOR UPDATE;
    IF found_one.id IS NULL OR NOT EXISTS (SELECT FROM app_my_recoveries(day) m WHERE m.id = recovery AND m.part = part) THEN
      RAISE EXCEPTION 'this is for somebody else to do' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN found_one;
  END
  $$;
COMMENT ON FUNCTION app_recovery_as(uuid, text, date) IS 'A recovery in which I have this part, locked; everything else is refused.';

CREATE FUNCTION app_recovery_outer(recovery uuid, day date)
  RETURNS TABLE (first_key uuid, second_key uuid, second_person uuid, second_recipient text, key uuid, sealed bytea)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT p.outer_key, p.inner_key, p.inner_person, h.recipient, e.key_id, e.sealed
    FROM app_my_recoveries(day) m
    CROSS JOIN LATERAL app_escrow_pairs(m.concern_id) p
    JOIN handler_key h ON h.id = p.inner_key
    JOIN concern_envelope e ON e.handler_key_id = p.outer_key AND e.inner_key_id = p.inner_key AND e.holder = 'escrow'
      AND e.ended_on IS NULL
    JOIN concern_key k ON k.id = e.key_id AND k.concern_id = m.concern_id
    WHERE m.id = recovery AND m.part = 'outer' AND p.outer_person = app_person()
    ORDER BY p.inner_key, e.key_id
  $$;
COMMENT ON FUNCTION app_recovery_outer(uuid, date) IS 'The envelopes of a case whose outer layer I open, with whom for each.';

CREATE FUNCTION app_recovery_keys(recovery uuid, first_key uuid, second_key uuid) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT coalesce(array_agg(DISTINCT e.key_id ORDER BY e.key_id), '{}')
    FROM case_recovery r JOIN concern_key k ON k.concern_id = r.concern_id
    JOIN concern_envelope e ON e.key_id = k.id AND e.holder = 'escrow' AND e.ended_on IS NULL
      AND e.handler_key_id = first_key AND e.inner_key_id = second_key
    WHERE r.id = recovery
  $$;
COMMENT ON FUNCTION app_recovery_keys(uuid, uuid, uuid) IS 'The keys of a case that these two could open together.';

CREATE FUNCTION app_begin_recovery(recovery uuid, first_key uuid, second_key uuid, halves jsonb, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one case_recovery := app_recovery_as(recovery, 'outer', day);
  BEGIN
    IF NOT EXISTS (
      SELECT FROM app_escrow_pairs(found_one.concern_id) p
      WHERE p.outer_key = first_key AND p.inner_key = second_key AND p.outer_person = app_person()
    ) THEN
      RAISE EXCEPTION 'two different escrow holders open a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF app_recovery_keys(recovery, first_key, second_key) IS DISTINCT FROM (
      SELECT array_agg(DISTINCT (h->>'keyId')::uuid ORDER BY (h->>'keyId')::uuid) FROM jsonb_array_elements(halves) h
    ) THEN
      RETURN false;
    END IF;
    UPDATE case_recovery r
    SET state = 'half', first_key_id = first_key, second_key_id = second_key, halves = halves, names = NULL, ends_on = day + 14
    WHERE r.id = recovery;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_begin_recovery(uuid, uuid, uuid, jsonb, date) IS
  'The first of two escrow holders leaves what they opened, sealed to the second; false when the case has other keys by now. Fourteen days.';

CREATE FUNCTION app_identity_is_kept(concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern_envelope e
      JOIN concern_key k ON k.id = e.key_id AND k.concern_id = concern AND k.kind = 'identity'
      JOIN handler_key h ON h.id = e.handler_key_id AND h.ended_on IS NULL
      WHERE e.holder = 'handler' AND e.ended_on IS NULL AND app_could_open(concern, h.person_id, 'handler')
    )
  $$;
COMMENT ON FUNCTION app_identity_is_kept(uuid) IS 'Whether somebody is left who can open who the people of a case are.';

CREATE FUNCTION app_recovery_given(recovery uuid, day date)
  RETURNS TABLE (
    first_key uuid, second_key uuid, first_recipient text, halves jsonb, names jsonb, identity_keys uuid[], identity_kept boolean
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT r.first_key_id, r.second_key_id, h.recipient,
      CASE WHEN m.part = 'second' THEN r.halves END, CASE WHEN m.part = 'first' THEN r.names END,
      ARRAY(SELECT k.id FROM concern_key k WHERE k.concern_id = m.concern_id AND k.kind = 'identity'),
      app_identity_is_kept(m.concern_id)
    FROM app_my_recoveries(day) m JOIN case_recovery r ON r.id = m.id JOIN handler_key h ON h.id = r.first_key_id
    WHERE m.id = recovery AND m.part IN ('first', 'second')
  $$;
COMMENT ON FUNCTION app_recovery_given(uuid, date) IS 'What was sealed to me in a recovery: halves to the second, the name to the first.';

CREATE FUNCTION app_recovery_parts(recovery uuid, first_only boolean, day date) RETURNS TABLE (id uuid, key uuid, sealed bytea)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT s.id, s.key_id, s.sealed
    FROM app_my_recoveries(day) m JOIN sealed_part s ON s.concern_id = m.concern_id
    JOIN concern_key k ON k.id = s.key_id AND k.kind = 'file'
    WHERE m.id = recovery AND m.part = 'second'
      -- Whom it is about at once; whom the reporter took out when both have said that there is no conflict.
      AND (s.first OR NOT first_only AND m.state = 'declared' AND s.digest IS NOT NULL)
    ORDER BY s.position
  $$;
COMMENT ON FUNCTION app_recovery_parts(uuid, boolean, date) IS
  'For the second of two: whom a case is about and, once both have declared, the parts among which stands who was taken out.';

CREATE FUNCTION app_name_recovery(recovery uuid, names jsonb, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one case_recovery := app_recovery_as(recovery, 'second', day);
  BEGIN
    IF found_one.state <> 'half' THEN
      RETURN false;
    END IF;
    IF jsonb_array_length(names) IS DISTINCT FROM (
      SELECT count(*)::integer FROM sealed_part s WHERE s.concern_id = found_one.concern_id AND s.first
    ) THEN
      RETURN false;
    END IF;
    UPDATE case_recovery r SET state = 'named', names = names WHERE r.id = recovery;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_name_recovery(uuid, jsonb, date) IS
  'The second of two has no conflict, and lets the first see whom the case is about, sealed to them.';

CREATE FUNCTION app_declare_recovery(recovery uuid, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    found_one case_recovery := app_recovery_as(recovery, 'first', day);
  BEGIN
    IF found_one.state <> 'named' THEN
      RETURN false;
    END IF;
    UPDATE case_recovery r SET state = 'declared', names = NULL WHERE r.id = recovery;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_declare_recovery(uuid, date) IS 'The first of two saw whom the case is about and has no conflict either.';

CREATE FUNCTION app_leave_recovery(recovery uuid, conflicted boolean, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    part text := (SELECT m.part FROM app_my_recoveries(day) m WHERE m.id = recovery);
    found_one case_recovery := app_recovery_as(recovery, part, day);
  BEGIN
    IF part = 'asked' THEN
      UPDATE case_recovery r SET state = 'ended', settled_on = day WHERE r.id = recovery;
      RETURN true;
    END IF;
    IF part NOT IN ('first', 'second') THEN
      RAISE EXCEPTION 'only the two take a recovery back' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE case_recovery r
    SET state = 'open', halves = NULL, names = NULL, first_key_id = NULL, second_key_id = NULL, ends_on = NULL
    WHERE r.id = recovery;
    IF conflicted THEN
      INSERT INTO concern_declaration (concern_id, person_id, conflicted, on_day)
      VALUES (found_one.concern_id, app_person(), true, day)
      ON CONFLICT (concern_id, person_id) DO UPDATE SET conflicted = true, on_day = EXCLUDED.on_day;
      UPDATE concern_envelope e SET ended_on = day
      FROM concern_key k, handler_key h
      WHERE e.key_id = k.id AND k.concern_id = found_one.concern_id AND e.ended_on IS NULL
        AND h.person_id = app_person() AND h.id IN (e.handler_key_id, e.inner_key_id);
      INSERT INTO participation (record_id, person_id, capacity, from_at)
      VALUES (found_one.concern_id, app_person(), 'recused', day)
      ON CONFLICT (record_id, organisation_id, person_id, capacity) DO NOTHING;
    END IF;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_leave_recovery(uuid, boolean, date) IS
  'Whoever asked or holds half of a case takes it back; with a conflict their envelopes end and the case does not exist for them.';

CREATE FUNCTION app_recovery_heirs(recovery uuid, day date) RETURNS TABLE (handler_key uuid, person uuid, keeps_identity boolean)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT h.id, h.person_id, 'custody' = ANY (h.duties)
    FROM app_my_recoveries(day) m
    JOIN concern c ON c.id = m.concern_id
    JOIN concern_door d ON d.id = c.door_id
    JOIN handler_key h ON h.organisation_id = c.organisation_id
      OR d.terms->'bodies' @> jsonb_build_array(jsonb_build_object('organisationId', h.organisation_id))
    WHERE m.id = recovery AND m.part = 'second' AND m.state = 'declared'
      AND h.person_id NOT IN (m.first_person, m.second_person)
      AND app_key_serves(h.id, 'handle') AND app_is_free_of(c.id, h.person_id)
      -- Nobody whose key counted in the receiving body when it came and who was given nothing: they may have been taken out.
      AND NOT EXISTS (
        SELECT FROM handler_key old
        WHERE old.person_id = h.person_id AND old.organisation_id = c.organisation_id AND 'handle' = ANY (old.duties)
          AND old.counted_on <= c.arrived_on AND (old.ended_on IS NULL OR old.ended_on > c.arrived_on)
          AND NOT EXISTS (
            SELECT FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id AND k.concern_id = c.id
            JOIN handler_key own ON own.person_id = h.person_id AND own.id IN (e.handler_key_id, e.inner_key_id)
          )
      )
      AND NOT EXISTS (
        SELECT FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id AND k.concern_id = c.id AND k.kind = 'file'
        WHERE e.handler_key_id = h.id AND e.holder = 'handler' AND e.ended_on IS NULL
      )
  $$;
COMMENT ON FUNCTION app_recovery_heirs(uuid, date) IS
  'For whom two escrow holders may open a case: handlers of its bodies, never the two, the team, who was removed or may have been taken out.';

CREATE FUNCTION app_finish_recovery(recovery uuid, envelopes jsonb, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one case_recovery := app_recovery_as(recovery, 'second', day);
    opened uuid[] := app_recovery_keys(recovery, found_one.first_key_id, found_one.second_key_id);
    anybody_keeps boolean;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(found_one.concern_id::text, 5));
    IF found_one.state <> 'declared' OR opened IS DISTINCT FROM (
      SELECT array_agg(DISTINCT (h->>'keyId')::uuid ORDER BY (h->>'keyId')::uuid) FROM jsonb_array_elements(found_one.halves) h
    ) THEN
      RETURN false;
    END IF;
    IF jsonb_array_length(envelopes) = 0 OR EXISTS (
      SELECT FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text)
      WHERE g."handlerKeyId" NOT IN (SELECT h.handler_key FROM app_recovery_heirs(recovery, day) h)
    ) THEN
      RAISE EXCEPTION 'a case is recovered for those who may handle it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    anybody_keeps := EXISTS (
      SELECT FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text)
      JOIN handler_key h ON h.id = g."handlerKeyId" WHERE 'custody' = ANY (h.duties)
    ) OR app_identity_is_kept(found_one.concern_id);
    -- Each of them gets every key of account and messages; who somebody is goes to who keeps it, or to all where nobody does.
    IF EXISTS (
      SELECT FROM (SELECT DISTINCT g."handlerKeyId" AS to_key FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text)) t
      CROSS JOIN (SELECT k.id, k.kind FROM concern_key k WHERE k.id = ANY (opened)) k
      JOIN handler_key h ON h.id = t.to_key
      WHERE (SELECT count(*) FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text)
        WHERE g."handlerKeyId" = t.to_key AND g."keyId" = k.id)
        <> CASE WHEN k.kind <> 'identity' OR 'custody' = ANY (h.duties) OR NOT anybody_keeps THEN 1 ELSE 0 END
    ) OR EXISTS (SELECT FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text) WHERE g."keyId" <> ALL (opened)) THEN
      RETURN false;
    END IF;
    INSERT INTO participation (record_id, person_id, capacity, from_at)
    SELECT DISTINCT found_one.concern_id, h.person_id, 'case_handler', day::timestamptz
    FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text)
    JOIN handler_key h ON h.id = g."handlerKeyId"
    ON CONFLICT (record_id, organisation_id, person_id, capacity) DO NOTHING;
    INSERT INTO concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
    SELECT g."keyId", 'handler', g."handlerKeyId", decode(g.sealed, 'base64'), day
    FROM jsonb_to_recordset(envelopes) AS g("keyId" uuid, "handlerKeyId" uuid, sealed text);
    UPDATE case_recovery r SET state = 'done', halves = NULL, names = NULL, settled_on = day WHERE r.id = recovery;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_finish_recovery(uuid, jsonb, date) IS
  'The second of two seals a case to those who handle it from now on; false when its keys are others by now.';

-- Who holds a half writes into the log of a case in which they have no part.
CREATE POLICY noted_in_recovery ON case_log_entry FOR INSERT TO amana_request WITH CHECK (
  person_id = app_person() AND action LIKE 'recovery.%'
  AND EXISTS (SELECT FROM app_my_recoveries(on_day) m WHERE m.concern_id = case_log_entry.concern_id)
);

-- A clock of law or contract neither pauses nor stops nor moves: it runs until what it counts is done, or does not apply.
CREATE FUNCTION legal_clock_runs() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF NEW.legal AND (NEW.paused_on IS NOT NULL OR NEW.stopped_on IS NOT NULL) THEN
      RAISE EXCEPTION 'a clock of law or contract never pauses' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.legal AND (NOT NEW.legal OR NEW.due_at <> OLD.due_at OR NEW.started_on <> OLD.started_on) THEN
      RAISE EXCEPTION 'a clock of law or contract never moves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER legal_runs BEFORE INSERT OR UPDATE ON concern_clock FOR EACH ROW EXECUTE FUNCTION legal_clock_runs();
GRANT UPDATE (stopped_on) ON concern_clock TO amana_request;

CREATE FUNCTION app_is_next_check(clock uuid, concern uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT clock = (
      SELECT k.id FROM concern_clock k
      WHERE k.concern_id = concern AND k.kind = 'detriment' AND k.met_on IS NULL AND k.stopped_on IS NULL
      ORDER BY k.due_at, k.id LIMIT 1
    )
  $$;
COMMENT ON FUNCTION app_is_next_check(uuid, uuid) IS
  'Whether this is the check for retaliation that is due next in the case: how many people are asked is for handlers only.';

-- Whoever sees only stage and clocks sees one check, however many people are asked.
ALTER POLICY seen ON concern_clock USING (
  EXISTS (
    SELECT FROM my_participation m
    WHERE m.record_id = concern_clock.concern_id AND (
      m.capacity = 'case_handler'
      OR (m.capacity = 'case_overseer'
          AND (concern_clock.kind <> 'detriment' OR app_is_next_check(concern_clock.id, concern_clock.concern_id)))
    )
  )
);

REVOKE EXECUTE ON FUNCTION
  app_may_recover(uuid, uuid), app_key_serves(uuid, text), app_is_free_of(uuid, uuid), app_is_of_team(uuid, uuid), app_escrow_pairs(uuid), app_recovery_stands(uuid, date), app_watches_case(uuid),
  app_identity_is_kept(uuid),
  app_my_recoveries(date), app_ask_recovery(uuid, text, date), app_recovery_as(uuid, text, date), app_recovery_outer(uuid, date),
  app_recovery_keys(uuid, uuid, uuid), app_begin_recovery(uuid, uuid, uuid, jsonb, date), app_recovery_given(uuid, date),
  app_recovery_parts(uuid, boolean, date), app_name_recovery(uuid, jsonb, date), app_declare_recovery(uuid, date),
  app_leave_recovery(uuid, boolean, date), app_recovery_heirs(uuid, date), app_finish_recovery(uuid, jsonb, date), legal_clock_runs(),
  app_is_next_check(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_watches_case(uuid), app_my_recoveries(date), app_ask_recovery(uuid, text, date), app_recovery_outer(uuid, date),
  app_begin_recovery(uuid, uuid, uuid, jsonb, date), app_recovery_given(uuid, date), app_recovery_parts(uuid, boolean, date),
  app_name_recovery(uuid, jsonb, date), app_declare_recovery(uuid, date), app_leave_recovery(uuid, boolean, date),
  app_recovery_heirs(uuid, date), app_finish_recovery(uuid, jsonb, date), app_is_next_check(uuid, uuid) TO amana_request;
