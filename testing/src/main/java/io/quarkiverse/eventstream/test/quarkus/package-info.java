/**
 * Callbacks of Quarkus before and after tests. Not for users.
 */
package io.quarkiverse.eventstream.test.quarkus;
