/**
 * What Quarkus calls around tests. Not for users.
 */
package io.quarkiverse.eventstream.test.quarkus;
