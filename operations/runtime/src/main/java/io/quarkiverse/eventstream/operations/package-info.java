/** Operations on the events of a stream: dead letters are listed, shown, delivered again to the listener that failed, and discarded. */
package io.quarkiverse.eventstream.operations;
