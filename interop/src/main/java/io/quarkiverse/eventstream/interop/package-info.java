/**
 * Records that every client of the bus must read alike, whatever it is written in.
 */
package io.quarkiverse.eventstream.interop;
