/**
 * An outbox and an inbox in memory, for tests without a database. Not for users.
 */
package io.quarkiverse.eventstream.test.outbox;
