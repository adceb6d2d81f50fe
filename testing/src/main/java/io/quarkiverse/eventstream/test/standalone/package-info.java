/**
 * The implementation of streams without a container. Not for users.
 */
package io.quarkiverse.eventstream.test.standalone;
