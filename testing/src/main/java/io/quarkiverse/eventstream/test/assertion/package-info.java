/**
 * What assertions are made of. Not for users.
 */
package io.quarkiverse.eventstream.test.assertion;
