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

-- CreateTable
CREATE TABLE "lesson_back" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lesson_id" UUID NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_on" DATE NOT NULL,
    "settled_by_id" UUID,
    "settled_on" DATE,

    CONSTRAINT "lesson_back_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lesson_back_lesson_id_idx" ON "lesson_back"("lesson_id");

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

-- AddForeignKey
ALTER TABLE "lesson_back" ADD CONSTRAINT "lesson_back_lesson_id_fkey" FOREIGN KEY ("lesson_id") REFERENCES "lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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
ALTER TABLE lesson_back ENABLE ROW LEVEL SECURITY;

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

-- Without the case, which may be deleted: two of the body whose lesson it is, of whichever case it came.
CREATE FUNCTION app_answers_for_lesson(lesson uuid, person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM lesson l JOIN membership m ON m.organisation_id = l.organisation_id
      WHERE l.id = app_answers_for_lesson.lesson AND m.person_id = person
        AND m.role IN ('case_handler', 'safeguarding_lead') AND app_in_force(m.from_at, m.until_at)
    )
  $$;
COMMENT ON FUNCTION app_answers_for_lesson(uuid, uuid) IS 'Whether somebody handles cases of the body whose lesson it is, or is its safeguarding lead.';

GRANT SELECT ON lesson_back TO amana_request;
CREATE POLICY seen ON lesson_back FOR SELECT TO amana_request USING (app_answers_for_lesson(lesson_id, app_person()));

CREATE FUNCTION app_lesson_back_by_two(lesson uuid, day date) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  #variable_conflict use_variable
  DECLARE
    asked lesson_back;
  BEGIN
    IF NOT app_answers_for_lesson(lesson, app_person()) THEN
      RAISE EXCEPTION 'a lesson is taken back by the body whose it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM lesson l WHERE l.id = lesson AND l.words <> '' AND l.shown_from <= day FOR UPDATE;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    SELECT * INTO asked FROM lesson_back b
    WHERE b.lesson_id = lesson AND b.settled_on IS NULL AND b.asked_on > day - 14 AND app_answers_for_lesson(lesson, b.asked_by_id)
    ORDER BY b.asked_on, b.id LIMIT 1;
    IF asked.id IS NULL THEN
      INSERT INTO lesson_back (lesson_id, asked_by_id, asked_on) VALUES (lesson, app_person(), day);
      RETURN 'asked';
    END IF;
    IF asked.asked_by_id = app_person() THEN
      RETURN 'asked';
    END IF;
    UPDATE lesson l SET words = '' WHERE l.id = lesson;
    UPDATE lesson_back b SET settled_by_id = app_person(), settled_on = day WHERE b.id = asked.id;
    RETURN 'gone';
  END
  $$;
COMMENT ON FUNCTION app_lesson_back_by_two(uuid, date) IS
  'The first of two of a body asks that its lesson goes, within fourteen days the second takes its words away; null when it is not there.';

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
  app_reads_lesson(uuid, text), app_answers_for_lesson(uuid, uuid), app_lesson_back_by_two(uuid, date), app_lesson_is(text, text, text, text, text, text), app_said_in_case(uuid, text, uuid), app_mix_lessons(),
  app_give_lesson(uuid, text, text, text, text, text, date), app_take_lesson_back(uuid, text, text, text, text, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_reads_lesson(uuid, text), app_answers_for_lesson(uuid, uuid), app_lesson_back_by_two(uuid, date), app_give_lesson(uuid, text, text, text, text, text, date),
  app_take_lesson_back(uuid, text, text, text, text, text, date) TO amana_request;
