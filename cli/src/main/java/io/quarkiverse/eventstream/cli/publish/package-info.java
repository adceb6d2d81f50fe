/**
 * From JSON to events on a topic: read, checked with the code of the bus, and written.
 */
package io.quarkiverse.eventstream.cli.publish;
