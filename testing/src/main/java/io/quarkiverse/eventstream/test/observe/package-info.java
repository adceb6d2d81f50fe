/**
 * What keeps the books on a stream. Not for users.
 */
package io.quarkiverse.eventstream.test.observe;
