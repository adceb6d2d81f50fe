/**
 * The implementation of assertions. Not for users.
 */
package io.quarkiverse.eventstream.test.assertion;
