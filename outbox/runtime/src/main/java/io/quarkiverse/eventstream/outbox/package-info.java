/**
 * Annotations for listeners of services with a database: each event takes effect once.
 */
package io.quarkiverse.eventstream.outbox;
