-- The tables of the view: content of the log (upload, fact, event), and the configuration in force (area … setting).
-- One row: the last commit applied, the hash of the definitions this view was built with, and the number of its facts.
CREATE TABLE IF NOT EXISTS meta (head_seq INTEGER NOT NULL, head_hash VARCHAR NOT NULL, schema VARCHAR NOT NULL, facts BIGINT NOT NULL);

-- One row per commit of the log.
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY,
    kind VARCHAR NOT NULL,
    received_at TIMESTAMP NOT NULL,
    made_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    about INTEGER,          -- the upload withdrawn or restored, the year closed or reopened, the upload frozen at
    raw VARCHAR,            -- sha256 of the bytes as received
    rows VARCHAR,           -- sha256 of the canonical rows as read
    file_name VARCHAR,
    scope VARCHAR           -- the area of the tree it was made in; NULL in a single commune
);

-- One row per year, area and indicator of one upload (unique in the archived rows); counts in units. There is no index:
-- for a country it would be larger than the facts, and no query would use it.
CREATE TABLE IF NOT EXISTS fact (
    upload_id INTEGER NOT NULL,
    row INTEGER NOT NULL,
    year INTEGER NOT NULL,
    area_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    total BIGINT,
    registered BIGINT,
    recognised BIGINT,
    grade VARCHAR,
    sheet VARCHAR
);

-- One row per commit that opened or changed a task; `task_id` is the number of the commit that opened it.
CREATE TABLE IF NOT EXISTS task_event (
    seq INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL,
    area_id VARCHAR NOT NULL,
    indicator_id VARCHAR,
    what VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    due DATE,
    state VARCHAR NOT NULL,
    remark VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

-- One row per decision that assigned quotas of a title; `base_year` is the year whose figures it starts from.
CREATE TABLE IF NOT EXISTS quota_decision (
    seq INTEGER PRIMARY KEY,
    indicator_id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    base_year INTEGER NOT NULL
);

-- One row per decision, village and year: the units to recognise in that year, in addition to those before.
CREATE TABLE IF NOT EXISTS quota (
    seq INTEGER NOT NULL,
    area_id VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    units BIGINT NOT NULL,
    PRIMARY KEY (seq, area_id, year)
);

-- One row per village, group of villages (of a former commune: level `group`; connected by changes: level `village`) and
-- one for the commune; `sort_name` orders A–Z with "Thôn 2" before "Thôn 10".
CREATE OR REPLACE TABLE area (
    area_id VARCHAR PRIMARY KEY,
    level VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    sort_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    plan_id VARCHAR NOT NULL
);

-- One row per reporting area and span of years, both included: the village (the commune: itself) that its territory
-- belongs to. A village that was split ends. Of a tree, only the villages of communes with changes.
CREATE OR REPLACE TABLE successor (
    source_id VARCHAR NOT NULL,
    area_id VARCHAR NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL
);

-- One row per boundaries (`now`, `then`, `grouped`) and village that reports: the area its figures are shown as.
CREATE OR REPLACE TABLE territory (
    boundaries VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    area_id VARCHAR NOT NULL,
    PRIMARY KEY (boundaries, source_id)
);

-- One row per boundaries, area and name: the years, both included, in which the area exists under that name.
CREATE OR REPLACE TABLE area_span (
    boundaries VARCHAR NOT NULL,
    area_id VARCHAR NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    name VARCHAR NOT NULL
);

-- One row per boundaries, area and year in which its territory, or its being a single village, changes.
CREATE OR REPLACE TABLE territory_break (
    boundaries VARCHAR NOT NULL,
    area_id VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    is_merger BOOLEAN NOT NULL
);

-- One row per area that adds villages (the commune, a group) and village that reports.
CREATE OR REPLACE TABLE membership (area_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL);

-- One row per village and commune of a tree: the commune its figures are added to, and the years, both included, in
-- which it exists.
CREATE OR REPLACE TABLE reports_in (
    area_id VARCHAR NOT NULL,
    commune_id VARCHAR NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL
);

-- One row per commune of a tree and area above it: the part of that area that contains it.
CREATE OR REPLACE TABLE lies_in (commune_id VARCHAR NOT NULL, scope_id VARCHAR NOT NULL, part_id VARCHAR NOT NULL);

-- One row per commune of a tree and span of years, both included: the villages of that span. The villages of a year are
-- the sum over the spans around it.
CREATE OR REPLACE TABLE commune_size (
    commune_id VARCHAR NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    villages BIGINT NOT NULL
);

-- One row per commune of a tree, indicator and year in which its criteria change in that commune only.
CREATE OR REPLACE TABLE commune_break (commune_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, year INTEGER NOT NULL);

-- One row per year, commune of a tree and indicator: its current sums, over the villages that reported both counts
-- (`reported`) of those there were (`expected`), except for communes with later commits (store/view/area_sums.py). Of
-- a figure of the commune itself, which is one of one.
CREATE OR REPLACE TABLE commune_sum (
    year INTEGER NOT NULL,
    commune_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    expected BIGINT NOT NULL,
    reported BIGINT NOT NULL,
    total BIGINT,
    registered BIGINT,
    recognised BIGINT,
    upload_id INTEGER
);

-- One row per year, commune of a tree, indicator, and one earlier year or two (`earliest_year`; NULL: one): the sums of
-- those years over the `compared` villages that reported both counts in all of them, by the denominator of `year`.
-- `is_enough`: so many suffice for the commune. Two earlier years are both of the last four.
CREATE OR REPLACE TABLE commune_common (
    year INTEGER NOT NULL,
    commune_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    earlier_year INTEGER NOT NULL,
    earliest_year INTEGER,
    compared BIGINT NOT NULL,
    is_enough BOOLEAN NOT NULL,
    numerator BIGINT NOT NULL,
    denominator BIGINT NOT NULL,
    earlier_numerator BIGINT NOT NULL,
    earlier_denominator BIGINT NOT NULL,
    earliest_numerator BIGINT,
    earliest_denominator BIGINT
);

-- At most one row per commune: its sums in `commune_sum` and `commune_common` are as of the commit `as_of`.
CREATE OR REPLACE TABLE commune_summed (commune_id VARCHAR PRIMARY KEY, as_of INTEGER NOT NULL);

-- One row per commit, part of the scope (and the scope itself), indicator and year: the sums as of that commit, over
-- `reported` of `expected`. Of a commune these are villages, of an area above communes (and of a figure that communes have
-- themselves) communes; then `expected_villages` and `reported_villages` count the villages below. Filled only if the parts
-- are sums themselves (store/area_store.py).
CREATE OR REPLACE TABLE rolled (
    as_of INTEGER NOT NULL,
    year INTEGER NOT NULL,
    area_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    expected BIGINT NOT NULL,
    reported BIGINT NOT NULL,
    expected_villages BIGINT,
    reported_villages BIGINT,
    total BIGINT,
    registered BIGINT,
    recognised BIGINT,
    upload_id INTEGER
);

-- One row per commit, area of `rolled`, indicator, year, and one earlier year or two (`earliest_year`; NULL: one): the sums
-- of those years over the villages with both counts in all of them; `compared` counts villages of a commune, else communes
-- with enough such villages, and `compared_villages` all of these villages.
CREATE OR REPLACE TABLE rolled_common (
    as_of INTEGER NOT NULL,
    year INTEGER NOT NULL,
    area_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    earlier_year INTEGER NOT NULL,
    earliest_year INTEGER,
    compared BIGINT NOT NULL,
    compared_villages BIGINT,
    numerator BIGINT NOT NULL,
    denominator BIGINT NOT NULL,
    earlier_numerator BIGINT NOT NULL,
    earlier_denominator BIGINT NOT NULL,
    earliest_numerator BIGINT,
    earliest_denominator BIGINT
);

-- One row per indicator.
CREATE OR REPLACE TABLE indicator (
    indicator_id VARCHAR PRIMARY KEY,
    level VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    is_title BOOLEAN NOT NULL,
    position INTEGER NOT NULL
);

-- One row per plan, indicator and milestone: `percent` is the target in whole percent (100 for a grade, met from
-- `grade_rank` on); `start_year` and `start_percent` are those of the milestone before, NULL at the first.
CREATE OR REPLACE TABLE milestone (
    plan_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    milestone_year INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    grade_rank INTEGER,
    denominator VARCHAR NOT NULL,
    start_year INTEGER,
    start_percent INTEGER,
    is_last BOOLEAN NOT NULL,
    PRIMARY KEY (plan_id, indicator_id, milestone_year)
);

-- One row per grade, from worst (1) to best.
CREATE OR REPLACE TABLE grade (grade VARCHAR PRIMARY KEY, rank INTEGER NOT NULL);

-- One row per indicator and year in which its criteria change.
CREATE OR REPLACE TABLE series_break (year INTEGER NOT NULL, indicator_id VARCHAR NOT NULL);

-- One row: the conventions of the arithmetic in whole points and units (`enough_reported` in percent of the villages),
-- the first year of the programme, and the id of the commune.
CREATE OR REPLACE TABLE setting (
    tolerance_points INTEGER NOT NULL,
    decline_points INTEGER NOT NULL,
    small_total INTEGER NOT NULL,
    enough_reported INTEGER NOT NULL,
    first_year INTEGER NOT NULL,
    whole_id VARCHAR NOT NULL
);
