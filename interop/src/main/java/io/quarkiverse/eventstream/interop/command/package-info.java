/**
 * The command line of {@code interop/run}.
 */
package io.quarkiverse.eventstream.interop.command;
