/**
 * What a stream without a container is made of. Not for users.
 */
package io.quarkiverse.eventstream.test.standalone;
