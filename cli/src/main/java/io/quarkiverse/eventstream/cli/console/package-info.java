/**
 * What all commands print and how they end: tables, lines of JSON, exit codes.
 */
package io.quarkiverse.eventstream.cli.console;
