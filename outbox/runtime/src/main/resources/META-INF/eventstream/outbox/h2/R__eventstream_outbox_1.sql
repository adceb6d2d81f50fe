-- Events that were published in a transaction, until they are sent. Rows are deleted by their ids.
CREATE TABLE eventstream_outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY (NO CACHE),
    shard INTEGER NOT NULL,
    key_hash BIGINT NOT NULL,
    stream VARCHAR(100) NOT NULL,
    topic VARCHAR(250) NOT NULL,
    record_key BLOB,
    record_value BLOB,
    headers BLOB NOT NULL,
    record_size INTEGER NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- Events that are not due yet, with their times in milliseconds since the epoch. They move to eventstream_outbox when they are due.
CREATE TABLE eventstream_outbox_delayed (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    due BIGINT NOT NULL,
    event_id VARCHAR(300) NOT NULL,
    shard INTEGER NOT NULL,
    key_hash BIGINT NOT NULL,
    stream VARCHAR(100) NOT NULL,
    topic VARCHAR(250) NOT NULL,
    record_key BLOB,
    record_value BLOB,
    headers BLOB NOT NULL,
    record_size INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX eventstream_outbox_due ON eventstream_outbox_delayed (due);

CREATE INDEX eventstream_outbox_event ON eventstream_outbox_delayed (event_id);

-- The events that listeners with @Once have completed.
CREATE TABLE eventstream_inbox (
    listener VARCHAR(250) NOT NULL,
    event_key VARCHAR(300) NOT NULL,
    completed BIGINT NOT NULL,
    PRIMARY KEY (listener, event_key)
);

CREATE INDEX eventstream_inbox_completed ON eventstream_inbox (completed);

-- The instance that sends the events of a shard, and the instances of the service. An instance that lives increases its beats.
CREATE TABLE eventstream_outbox_lease (
    name VARCHAR(100) NOT NULL,
    owner VARCHAR(100),
    beat BIGINT NOT NULL,
    PRIMARY KEY (name)
);

INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('version', NULL, 1);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-0', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-1', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-2', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-3', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-4', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-5', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-6', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-7', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-8', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-9', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-10', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-11', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-12', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-13', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-14', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-15', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-16', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-17', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-18', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-19', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-20', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-21', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-22', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-23', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-24', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-25', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-26', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-27', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-28', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-29', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-30', NULL, 0);
INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('shard-31', NULL, 0);
