/**
 * The command line: what {@code interop/run} runs.
 */
package io.quarkiverse.eventstream.interop.command;
