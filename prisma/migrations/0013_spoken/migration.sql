-- CreateTable
CREATE TABLE "door_recording" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "door_id" UUID NOT NULL,
    "slot" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "media" TEXT NOT NULL,
    "sound" BYTEA NOT NULL,
    "digest" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "texts" JSONB NOT NULL,
    "checked_by" TEXT,
    "checked_on" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_as" TEXT NOT NULL,
    "recorded_on" DATE NOT NULL,
    "agreed_by_id" UUID,
    "from_on" DATE,
    "ended_by_id" UUID,
    "until_on" DATE,

    CONSTRAINT "door_recording_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "door_recording_door_id_slot_language_idx" ON "door_recording"("door_id", "slot", "language");

-- AddForeignKey
ALTER TABLE "door_recording" ADD CONSTRAINT "door_recording_door_id_fkey" FOREIGN KEY ("door_id") REFERENCES "concern_door"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Passages of a reporting page, spoken. What is played is public; it is read by anybody, as the owner of the database.
ALTER TABLE door_recording
  ADD CONSTRAINT recording_size CHECK (size = octet_length(sound) AND size BETWEEN 1 AND 2097152),
  ADD CONSTRAINT recording_media CHECK (media IN ('audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/webm')),
  ADD CONSTRAINT recording_checked CHECK ((checked_by IS NULL) = (checked_on IS NULL)),
  ADD CONSTRAINT recording_ended CHECK ((ended_by_id IS NULL) = (until_on IS NULL));
-- Sound does not get smaller, and a phone asks for a piece of it at a time.
ALTER TABLE door_recording ALTER COLUMN sound SET STORAGE EXTERNAL;
ALTER TABLE door_recording ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION app_may_record(door uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM concern_door d
      WHERE d.id = door AND d.organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead']))
        AND (d.opened_on IS NULL OR app_keeps_door(d.id, app_person()))
    )
  $$;
COMMENT ON FUNCTION app_may_record(uuid) IS
  'Whether I bring recordings to a reporting page or take them away: as keeper of it, and once it is open as nobody of its project.';

CREATE FUNCTION app_agree_recording(recording uuid, day date) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    given door_recording;
    is_open boolean;
    may boolean;
  BEGIN
    SELECT * INTO given FROM door_recording r WHERE r.id = recording;
    -- Of two that are agreed to at once for one passage, the second takes the place of the first.
    PERFORM pg_advisory_xact_lock(hashtextextended(given.door_id::text || given.slot || given.language, 7));
    SELECT d.opened_on IS NOT NULL INTO is_open FROM concern_door d WHERE d.id = given.door_id;
    may := CASE
      WHEN is_open THEN app_may_second_door(given.door_id, app_person(), given.recorded_by_id)
      ELSE app_may_record(given.door_id)
    END;
    IF may IS NOT TRUE THEN
      RAISE EXCEPTION 'a second keeper agrees to what another one recorded' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM door_recording r WHERE r.id = recording AND r.from_on IS NULL AND r.until_on IS NULL FOR UPDATE;
    -- Whoever brought it has left meanwhile, or belongs to the project now: somebody brings it anew.
    IF NOT FOUND OR is_open AND NOT app_keeps_door(given.door_id, given.recorded_by_id) THEN
      RETURN false;
    END IF;
    UPDATE door_recording r SET until_on = day, ended_by_id = app_person()
    WHERE r.door_id = given.door_id AND r.slot = given.slot AND r.language = given.language
      AND r.from_on IS NOT NULL AND r.until_on IS NULL;
    UPDATE door_recording r SET from_on = day, agreed_by_id = CASE WHEN is_open THEN app_person() END WHERE r.id = recording;
    RETURN true;
  END
  $$;
COMMENT ON FUNCTION app_agree_recording(uuid, date) IS
  'Lets a recording be heard in the place of the one before: at an open page by the second of two; false when it does not wait any more.';

GRANT SELECT, INSERT, UPDATE (ended_by_id, until_on) ON door_recording TO amana_request;
CREATE POLICY seen ON door_recording FOR SELECT TO amana_request USING (
  EXISTS (SELECT FROM concern_door d WHERE d.id = door_recording.door_id
          AND d.organisation_id IN (SELECT app_my_organisations(ARRAY['case_handler', 'safeguarding_lead'])))
  OR from_on IS NULL AND until_on IS NULL AND app_may_second_door(door_id, app_person(), recorded_by_id)
);
CREATE POLICY recorded ON door_recording FOR INSERT TO amana_request WITH CHECK (
  recorded_by_id = app_person() AND agreed_by_id IS NULL AND from_on IS NULL AND until_on IS NULL AND app_may_record(door_id)
);
CREATE POLICY ended ON door_recording FOR UPDATE TO amana_request
  USING (
    until_on IS NULL AND (
      app_may_record(door_id) OR from_on IS NULL AND app_may_second_door(door_id, app_person(), recorded_by_id)
    )
  )
  WITH CHECK (until_on IS NOT NULL AND ended_by_id = app_person());

REVOKE EXECUTE ON FUNCTION app_may_record(uuid), app_agree_recording(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_may_record(uuid), app_agree_recording(uuid, date) TO amana_request;
