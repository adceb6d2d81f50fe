/**
 * Observes streams and keeps the observations. Not for users.
 */
package io.quarkiverse.eventstream.test.observe;
