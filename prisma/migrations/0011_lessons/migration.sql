-- CreateTable
CREATE TABLE "lesson" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "shown_from" DATE NOT NULL,

    CONSTRAINT "lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_taken" (
    "assessment_id" UUID NOT NULL,
    "lesson_id" UUID NOT NULL,
    "requirement_id" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "on_day" DATE NOT NULL,

    CONSTRAINT "lesson_taken_pkey" PRIMARY KEY ("assessment_id","lesson_id","requirement_id")
);

-- CreateIndex
CREATE INDEX "lesson_organisation_id_idx" ON "lesson"("organisation_id");

-- CreateIndex
CREATE INDEX "lesson_taken_lesson_id_idx" ON "lesson_taken"("lesson_id");

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_taken" ADD CONSTRAINT "lesson_taken_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_taken" ADD CONSTRAINT "lesson_taken_lesson_id_fkey" FOREIGN KEY ("lesson_id") REFERENCES "lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A lesson is in the clear, so nothing beside it may lead back: no case, no page of reporting, no person, no day but the first of a
-- quarter. That it was given is written in the log of the case, which this table knows nothing of.

ALTER TABLE lesson
  ADD CONSTRAINT lesson_audience CHECK (audience IN ('own_duties', 'plans', 'next_call')),
  ADD CONSTRAINT lesson_area CHECK (area ~ '^(rights|equity|transparency|accountability)(\.[a-z_]{1,20})?$'),
  ADD CONSTRAINT lesson_words CHECK (char_length(words) <= 600),
  ADD CONSTRAINT lesson_locale CHECK (locale IN ('en', 'fr')),
  ADD CONSTRAINT lesson_quarter CHECK (shown_from = date_trunc('quarter', shown_from)::date);

ALTER TABLE lesson ENABLE ROW LEVEL SECURITY;
ALTER TABLE lesson_taken ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION app_reads_lesson(body uuid, audience text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT body IN (SELECT app_my_organisations())
      OR (audience = 'plans' AND EXISTS (
        SELECT FROM assessment a JOIN my_participation m ON m.record_id = a.id AND m.capacity <> 'recused'
        LEFT JOIN call c ON c.id = a.call_id
        WHERE body IN (a.organisation_id, c.organisation_id)
      ))
      OR (audience = 'next_call' AND EXISTS (
        SELECT FROM assessment a JOIN my_participation m ON m.record_id = a.id AND m.capacity IN ('reviewing_body', 'upper_tier')
        WHERE body = a.organisation_id
      ))
  $$;
COMMENT ON FUNCTION app_reads_lesson(uuid, text) IS
  'Whether I belong to the body whose lesson it is; or write or judge a plan of it or for a call of it; or judge it, and make the next call.';

GRANT SELECT ON lesson TO amana_request;
CREATE POLICY seen ON lesson FOR SELECT TO amana_request USING (
  words <> '' AND shown_from <= (now() AT TIME ZONE 'UTC')::date AND app_reads_lesson(organisation_id, audience)
);

GRANT SELECT, INSERT ON lesson_taken TO amana_request;
CREATE POLICY seen ON lesson_taken FOR SELECT TO amana_request
  USING (EXISTS (SELECT FROM my_plan p WHERE p.record_id = lesson_taken.assessment_id));
CREATE POLICY taken ON lesson_taken FOR INSERT TO amana_request WITH CHECK (
  by_id = app_person() AND EXISTS (SELECT FROM my_plan p WHERE p.record_id = lesson_taken.assessment_id AND p.edits)
  AND EXISTS (SELECT FROM lesson l WHERE l.id = lesson_taken.lesson_id)
);

CREATE FUNCTION app_lesson_is(commitment text, salt text, locale text, audience text, area text, words text) RETURNS boolean
  LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT coalesce(commitment = encode(sha256(convert_to(concat_ws(E'\n', salt, locale, audience, area, words), 'UTF8')), 'hex'), false)
  $$;
COMMENT ON FUNCTION app_lesson_is(text, text, text, text, text, text) IS
  'Whether these are the words that were proposed: the first handler''s browser left their hash with a salt that only the sealed part holds.';

CREATE FUNCTION app_said_in_case(concern uuid, action text, proposal uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM case_log_entry l
      WHERE l.concern_id = concern AND l.action = app_said_in_case.action AND l.person_id = app_person()
        AND l.data->>'proposal' = proposal::text
    )
  $$;
COMMENT ON FUNCTION app_said_in_case(uuid, text, uuid) IS 'Whether the log of a case says that I settled this proposal.';

CREATE FUNCTION app_give_lesson(proposal uuid, salt text, locale text, audience text, area text, words text, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one concern_proposal := app_second_of(proposal, 'lesson');
  BEGIN
    IF NOT app_said_in_case(found_one.concern_id, 'concern.giveLesson', proposal) THEN
      RAISE EXCEPTION 'the log of the case says first that a lesson was given' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF words = '' OR NOT app_lesson_is(found_one.data->>'commitment', salt, locale, audience, area, words) THEN
      RETURN false;
    END IF;
    INSERT INTO lesson (organisation_id, audience, area, words, locale, shown_from)
    SELECT c.organisation_id, audience, area, words, locale, (date_trunc('quarter', day) + interval '3 months')::date
    FROM concern c WHERE c.id = found_one.concern_id AND NOT c.is_test;
    UPDATE concern_proposal p SET state = 'confirmed', settled_by_id = app_person(), settled_on = day WHERE p.id = proposal;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_give_lesson(uuid, text, text, text, text, text, date) IS
  'The second of two lets the words of a lesson out of a case, exactly as they were proposed; false when they are others.';

CREATE FUNCTION app_take_lesson_back(proposal uuid, salt text, locale text, audience text, area text, words text, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    found_one concern_proposal := app_second_of(proposal, 'lesson_back');
  BEGIN
    IF NOT app_said_in_case(found_one.concern_id, 'concern.takeLessonBack', proposal) THEN
      RAISE EXCEPTION 'the log of the case says first that a lesson was taken back' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (
      SELECT FROM concern_proposal g
      WHERE g.id::text = found_one.data->>'of' AND g.concern_id = found_one.concern_id AND g.kind = 'lesson' AND g.state = 'confirmed'
        AND app_lesson_is(g.data->>'commitment', salt, locale, audience, area, words)
    ) THEN
      RETURN false;
    END IF;
    -- Nothing says which lesson came from this case: it is found by its words, which the browser of a handler holds.
    UPDATE lesson l SET words = '' WHERE l.id = (
      SELECT s.id FROM lesson s JOIN concern c ON c.organisation_id = s.organisation_id
      WHERE c.id = found_one.concern_id AND s.words = words AND s.audience = audience AND s.area = area AND s.locale = locale
      LIMIT 1
    );
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    UPDATE concern_proposal p SET state = 'confirmed', settled_by_id = app_person(), settled_on = day WHERE p.id = proposal;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_take_lesson_back(uuid, text, text, text, text, text, date) IS
  'The second of two takes a lesson back: its words are gone wherever they were shown; false when there is no such lesson.';

CREATE FUNCTION app_mix_lessons() RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    one uuid;
  BEGIN
    FOR one IN SELECT l.id FROM lesson l ORDER BY random() LOOP
      UPDATE lesson l SET words = l.words WHERE l.id = one;
    END LOOP;
  END
  $$;
COMMENT ON FUNCTION app_mix_lessons() IS
  'Writes every lesson anew in a random order: neither its place in the table nor its transaction tells with which case it came.';

REVOKE EXECUTE ON FUNCTION
  app_reads_lesson(uuid, text), app_lesson_is(text, text, text, text, text, text), app_said_in_case(uuid, text, uuid), app_mix_lessons(),
  app_give_lesson(uuid, text, text, text, text, text, date), app_take_lesson_back(uuid, text, text, text, text, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_reads_lesson(uuid, text), app_give_lesson(uuid, text, text, text, text, text, date),
  app_take_lesson_back(uuid, text, text, text, text, text, date) TO amana_request;
