/**
 * Golden records, which every client of the bus must read in the same way, in any language.
 */
package io.quarkiverse.eventstream.cli.golden;
