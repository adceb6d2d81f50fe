/**
 * The checks: whether a record keeps the wire format, and whether an answer is the golden record that it answers.
 */
package io.quarkiverse.eventstream.cli.check;
