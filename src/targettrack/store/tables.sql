CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	PRIMARY KEY (version_num)
);
CREATE TABLE document (
	id INTEGER NOT NULL,
	identity INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	title VARCHAR NOT NULL,
	number VARCHAR,
	issuer VARCHAR,
	date INTEGER,
	url VARCHAR,
	PRIMARY KEY (id)
);
CREATE INDEX ix_document_identity ON document (identity);
CREATE INDEX ix_document_title ON document (title);
CREATE TABLE entity (
	id INTEGER NOT NULL,
	identity INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	name VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	parent_id INTEGER,
	valid_from INTEGER,
	valid_to INTEGER,
	successor_id INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(parent_id) REFERENCES entity (id),
	FOREIGN KEY(successor_id) REFERENCES entity (id)
);
CREATE INDEX ix_entity_identity ON entity (identity);
CREATE TABLE event (
	id INTEGER NOT NULL,
	at INTEGER NOT NULL,
	day INTEGER NOT NULL,
	who VARCHAR NOT NULL,
	command VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	said VARCHAR NOT NULL,
	digest VARCHAR,
	link VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE indicator (
	id INTEGER NOT NULL,
	identity INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	code VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	unit VARCHAR NOT NULL,
	absolute_unit VARCHAR,
	direction VARCHAR NOT NULL,
	frequency VARCHAR NOT NULL,
	precision INTEGER NOT NULL,
	publication_lag INTEGER NOT NULL,
	least VARCHAR,
	most VARCHAR,
	season VARCHAR,
	PRIMARY KEY (id)
);
CREATE INDEX ix_indicator_code ON indicator (code);
CREATE INDEX ix_indicator_identity ON indicator (identity);
CREATE TABLE letter (
	id INTEGER NOT NULL,
	"key" VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	message BLOB NOT NULL,
	state VARCHAR NOT NULL,
	attempts INTEGER NOT NULL,
	created_at INTEGER NOT NULL,
	changed_at INTEGER NOT NULL,
	next_try INTEGER NOT NULL,
	claim VARCHAR NOT NULL,
	error VARCHAR NOT NULL,
	PRIMARY KEY (id),
	UNIQUE ("key")
);
CREATE TABLE undoing (
	of_id INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	counts BOOLEAN NOT NULL,
	made INTEGER NOT NULL,
	day INTEGER NOT NULL,
	PRIMARY KEY (of_id, event_id)
)
 WITHOUT ROWID;
CREATE TABLE withdrawal (
	what VARCHAR NOT NULL,
	row_id INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	day INTEGER NOT NULL,
	PRIMARY KEY (what, row_id, event_id)
)
 WITHOUT ROWID;
CREATE TABLE withdrawn_figure (
	series_id INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	period_start INTEGER NOT NULL,
	basis VARCHAR NOT NULL,
	as_share INTEGER NOT NULL,
	stage VARCHAR NOT NULL,
	revision INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	day INTEGER NOT NULL,
	PRIMARY KEY (series_id, period_end, period_start, basis, as_share, stage, revision, event_id)
)
 WITHOUT ROWID;
CREATE TABLE lock (
	id INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	period_start INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	entity_id INTEGER,
	owner VARCHAR,
	day INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(entity_id) REFERENCES entity (id)
);
CREATE TABLE name (
	id INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	entity_id INTEGER,
	indicator_id INTEGER,
	text VARCHAR NOT NULL,
	folded VARCHAR NOT NULL,
	lang VARCHAR,
	is_alias BOOLEAN NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT of_one CHECK ((entity_id IS NULL) <> (indicator_id IS NULL)),
	UNIQUE (text, lang, entity_id),
	UNIQUE (text, lang, indicator_id),
	FOREIGN KEY(entity_id) REFERENCES entity (id),
	FOREIGN KEY(indicator_id) REFERENCES indicator (id)
);
CREATE INDEX ix_name_folded ON name (folded);
CREATE TABLE scenario (
	id INTEGER NOT NULL,
	identity INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	name VARCHAR NOT NULL,
	tier VARCHAR NOT NULL,
	issuer VARCHAR,
	document_id INTEGER,
	supersedes VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(document_id) REFERENCES document (id)
);
CREATE INDEX ix_scenario_identity ON scenario (identity);
CREATE TABLE series (
	id INTEGER NOT NULL,
	entity_id INTEGER NOT NULL,
	indicator_id INTEGER NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (entity_id, indicator_id),
	FOREIGN KEY(entity_id) REFERENCES entity (id),
	FOREIGN KEY(indicator_id) REFERENCES indicator (id)
);
CREATE INDEX ix_series_indicator_id ON series (indicator_id);
CREATE TABLE observation (
	series_id INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	period_start INTEGER NOT NULL,
	basis VARCHAR NOT NULL,
	as_share BOOLEAN NOT NULL,
	stage VARCHAR NOT NULL,
	revision INTEGER NOT NULL,
	value VARCHAR NOT NULL,
	comparator VARCHAR NOT NULL,
	volume VARCHAR,
	qualifier VARCHAR,
	stated_as VARCHAR NOT NULL,
	recorded_on INTEGER DEFAULT 0 NOT NULL,
	recorded_at INTEGER NOT NULL,
	document_id INTEGER,
	quote VARCHAR,
	note VARCHAR,
	event_id INTEGER DEFAULT 1 NOT NULL,
	PRIMARY KEY (series_id, period_end, period_start, basis, as_share, stage, revision),
	FOREIGN KEY(series_id) REFERENCES series (id),
	FOREIGN KEY(document_id) REFERENCES document (id)
)
 WITHOUT ROWID;
CREATE TABLE target (
	id INTEGER NOT NULL,
	event_id INTEGER DEFAULT 1 NOT NULL,
	series_id INTEGER NOT NULL,
	scenario_id INTEGER NOT NULL,
	period_start INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	version INTEGER NOT NULL,
	comparator VARCHAR NOT NULL,
	value VARCHAR,
	high VARCHAR,
	closing INTEGER NOT NULL,
	base VARCHAR,
	base_on INTEGER,
	denominator VARCHAR,
	owner VARCHAR,
	trajectory VARCHAR NOT NULL,
	reference_id INTEGER,
	hold VARCHAR,
	hold_share VARCHAR,
	volume VARCHAR,
	valid_from INTEGER,
	recorded_on INTEGER DEFAULT 0 NOT NULL,
	recorded_at INTEGER NOT NULL,
	document_id INTEGER,
	quote VARCHAR,
	note VARCHAR,
	PRIMARY KEY (id),
	UNIQUE (series_id, period_start, period_end, scenario_id, version),
	FOREIGN KEY(series_id) REFERENCES series (id),
	FOREIGN KEY(scenario_id) REFERENCES scenario (id),
	FOREIGN KEY(reference_id) REFERENCES entity (id),
	FOREIGN KEY(document_id) REFERENCES document (id)
);
CREATE INDEX ix_target_scenario_id ON target (scenario_id);
CREATE TABLE watch (
	recipient VARCHAR NOT NULL,
	series_id INTEGER NOT NULL,
	scenario_id INTEGER NOT NULL,
	period_start INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	level VARCHAR NOT NULL,
	calm INTEGER NOT NULL,
	figure VARCHAR NOT NULL,
	PRIMARY KEY (recipient, series_id, scenario_id, period_start, period_end),
	FOREIGN KEY(series_id) REFERENCES series (id),
	FOREIGN KEY(scenario_id) REFERENCES scenario (id)
);
CREATE TABLE weight (
	event_id INTEGER DEFAULT 1 NOT NULL,
	series_id INTEGER NOT NULL,
	period_start INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	value VARCHAR NOT NULL,
	revision INTEGER NOT NULL,
	recorded_on INTEGER DEFAULT 0 NOT NULL,
	recorded_at INTEGER NOT NULL,
	document_id INTEGER,
	PRIMARY KEY (series_id, period_end, period_start, revision),
	FOREIGN KEY(series_id) REFERENCES series (id),
	FOREIGN KEY(document_id) REFERENCES document (id)
);
CREATE TABLE target_stage (
	event_id INTEGER DEFAULT 1 NOT NULL,
	target_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	weight VARCHAR NOT NULL,
	PRIMARY KEY (target_id, position),
	FOREIGN KEY(target_id) REFERENCES target (id)
);
CREATE TABLE trajectory_point (
	event_id INTEGER DEFAULT 1 NOT NULL,
	target_id INTEGER NOT NULL,
	period_start INTEGER NOT NULL,
	period_end INTEGER NOT NULL,
	value VARCHAR NOT NULL,
	high VARCHAR,
	PRIMARY KEY (target_id, period_end),
	FOREIGN KEY(target_id) REFERENCES target (id)
);
